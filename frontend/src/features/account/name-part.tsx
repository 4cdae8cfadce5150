/** What one is called: the name that stands beside everything one did. */
import { useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "../../shared/api/session";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
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
  const now = person?.name ?? "";
  const draft = useDraft<string, string>("account/name", now);
  const act = useAct(rename, EVERYTHING, (me) => {
    draft.drop();
    toast(t("name.done", { name: me.name }));
  });
  if (!person) return null;
  const name = draft.value ?? now;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.run(name);
  };
  return (
    <Section title={t("name.title")}>
      <Form onSubmit={submit} className={`${PANEL} flex flex-col gap-3 p-4`}>
        <DraftNotice draft={draft} base={now} meanwhile={draft.base === now ? [] : [{ field: t("name.label"), now }]} />
        <Field
          label={t("name.label")}
          help={t("name.help", { username: person.username })}
          value={name}
          onChange={(text) => draft.write(text === now ? undefined : text)}
          maxLength={150}
          autoComplete="name"
          error={act.problem?.status === 422 ? act.problem.message : null}
          validationBehavior="aria"
        />
        {act.problem && act.problem.status !== 422 && <ProblemNotice error={act.problem} inline />}
        <Button type="submit" className="self-start" isPending={act.saving} isDisabled={name.trim() === now}>
          {t("name.save")}
        </Button>
      </Form>
    </Section>
  );
}
