/** Changing the password; what is refused stays typed, with the reason at its field. */
import { useState, type FormEvent } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/live/query-keys";
import type { Problem } from "../../shared/api/problem";
import { Button } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { PANEL, Section } from "../../shared/ui/section";
import { toast } from "../../shared/ui/toast";
import { changePassword, useAct } from "./queries";

const NOTHING = { current: "", password: "", again: "" };

export function PasswordPart() {
  const { t } = useTranslation("account");
  const [typed, setTyped] = useState(NOTHING);
  const act = useAct(changePassword, [keys.mySessions, keys.myTokens], ({ sessions, tokens }) => {
    setTyped(NOTHING);
    toast(t("password.done", { sessions, tokens }));
  });
  const different = typed.again !== "" && typed.again !== typed.password;
  const ready = typed.current !== "" && typed.password !== "" && typed.again === typed.password;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) act.run({ current: typed.current, password: typed.password });
  };
  const set = (part: keyof typeof NOTHING) => (text: string) => {
    if (act.problem) act.reset();
    setTyped({ ...typed, [part]: text });
  };
  return (
    <Section title={t("password.title")}>
      <Form onSubmit={submit} className={`${PANEL} flex flex-col gap-3 p-4`}>
        <Field
          label={t("password.current")}
          type="password"
          autoComplete="current-password"
          value={typed.current}
          onChange={set("current")}
          error={said(act.problem, "current")}
          validationBehavior="aria"
        />
        <Field
          label={t("password.fresh")}
          help={t("password.help")}
          type="password"
          autoComplete="new-password"
          value={typed.password}
          onChange={set("password")}
          error={said(act.problem, "password")}
          validationBehavior="aria"
        />
        <Field
          label={t("password.again")}
          type="password"
          autoComplete="new-password"
          value={typed.again}
          onChange={set("again")}
          error={different ? t("password.different") : null}
          validationBehavior="aria"
        />
        {act.problem && !act.problem.data.field && <ProblemNotice error={act.problem} inline />}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" isPending={act.saving} isDisabled={!ready}>
            {t("password.save")}
          </Button>
          <p className="text-label text-muted">{t("password.ends")}</p>
        </div>
      </Form>
    </Section>
  );
}

function said(problem: Problem | null, field: string): string | null {
  return problem?.data.field === field ? problem.message : null;
}
