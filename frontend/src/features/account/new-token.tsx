/** Making a token; afterwards the token itself, this once. */
import { useState, type FormEvent } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useDraftText } from "../../shared/drafts/use-draft";
import { keys } from "../../shared/live/query-keys";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { CopyText, ProblemNotice } from "../../shared/ui/problem-notice";
import { Select } from "../../shared/ui/select";
import { makeToken, useAct, type TokenGiven } from "./queries";

const DAYS = ["7", "30", "90", "365"] as const;

export function NewToken({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("account");
  const [name, setName, draft] = useDraftText("token/new");
  const act = useAct(makeToken, [keys.myTokens], draft.drop);
  const cancel = () => {
    draft.drop();
    onClose();
  };
  return (
    <Dialog title={act.done ? t("tokens.made-title") : t("tokens.new")} open onClose={onClose} width="medium">
      {act.done ? (
        <Made token={act.done} onClose={onClose} />
      ) : (
        <Asking act={act} name={name} onName={setName} onClose={cancel} />
      )}
    </Dialog>
  );
}

type Act = ReturnType<typeof useAct<{ name: string; days: number }, TokenGiven>>;

interface AskingProps {
  act: Act;
  name: string;
  onName: (name: string) => void;
  onClose: () => void;
}

function Asking({ act, name, onName, onClose }: AskingProps) {
  const { t } = useTranslation("account");
  const [days, setDays] = useState<(typeof DAYS)[number]>("30");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) act.run({ name: name.trim(), days: Number(days) });
  };
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      <Field
        label={t("tokens.name")}
        help={t("tokens.name-help")}
        value={name}
        onChange={onName}
        maxLength={100}
        isRequired
        autoFocus
      />
      <Select
        label={t("tokens.days")}
        options={DAYS.map((each) => ({ value: each, label: t("tokens.days-long", { count: Number(each) }) }))}
        value={days}
        onChange={setDays}
      />
      {act.problem && <ProblemNotice error={act.problem} inline />}
      <div className="flex justify-end gap-2">
        <Button onPress={onClose}>{t("common:cancel")}</Button>
        <Button type="submit" kind="primary" isPending={act.saving} isDisabled={!name.trim()}>
          {t("tokens.make")}
        </Button>
      </div>
    </Form>
  );
}

function Made({ token, onClose }: { token: TokenGiven; onClose: () => void }) {
  const { t } = useTranslation("account");
  return (
    <div className="flex flex-col gap-4 text-form">
      <p>{t("tokens.once", { name: token.name })}</p>
      <Field label={t("tokens.token")} value={token.token} isReadOnly mono autoFocus />
      <div className="flex items-center justify-between gap-2">
        <CopyText text={token.token} shown={t("tokens.copy")} />
        <Button kind="primary" onPress={onClose}>
          {t("tokens.kept")}
        </Button>
      </div>
    </div>
  );
}
