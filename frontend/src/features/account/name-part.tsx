/** What one is called: the name that stands beside everything one did. */
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "../../shared/api/session";
import { Button } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { PANEL, Section } from "../../shared/ui/section";
import { toast } from "../../shared/ui/toast";
import { rename, useAct } from "./queries";

/** Names stand in all that is shown, so all of it is read anew. */
const EVERYTHING = [[]];

export function NamePart() {
  const { t } = useTranslation("account");
  const person = useQuery(sessionQuery).data?.person;
  const [typed, setTyped] = useState<string | null>(null);
  const act = useAct(rename, EVERYTHING, (me) => {
    setTyped(null);
    toast(t("name.done", { name: me.name }));
  });
  if (!person) return null;
  const name = typed ?? person.name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.run(name);
  };
  return (
    <Section title={t("name.title")}>
      <Form onSubmit={submit} className={`${PANEL} flex flex-col gap-3 p-4`}>
        <Field
          label={t("name.label")}
          help={t("name.help", { username: person.username })}
          value={name}
          onChange={setTyped}
          maxLength={150}
          autoComplete="name"
          error={act.problem?.status === 422 ? act.problem.message : null}
          validationBehavior="aria"
        />
        {act.problem && act.problem.status !== 422 && <ProblemNotice error={act.problem} inline />}
        <Button type="submit" className="self-start" isPending={act.saving} isDisabled={name.trim() === person.name}>
          {t("name.save")}
        </Button>
      </Form>
    </Section>
  );
}
