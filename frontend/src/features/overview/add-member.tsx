/** The form that makes somebody with an account a member. */
import type { FormEvent } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Select } from "../../shared/ui/select";
import { toast } from "../../shared/ui/toast";
import { ROLES, writeMember, type MemberAsked, type Role } from "./queries";

type Asked = { username: string; role: Role };

export function AddMember({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("overview");
  const { id } = useProduction();
  const draft = useDraft<Asked>("member/new", null);
  const { username, role } = draft.value ?? { username: "", role: "artist" };
  const write = (asked: Asked) => draft.write(asked.username ? asked : undefined);
  const add = useCommand({
    call: (asked: MemberAsked, key) => writeMember(id, asked, key),
    renews: [keys.members(id), keys.production(id)],
    onDone: (done) => {
      toast(t("done.add", { name: done.name, role: t(`shell:role.${done.role}`) }));
      cancel();
    },
  });
  const close = () => {
    add.reset();
    onClose();
  };
  const cancel = () => {
    draft.drop();
    close();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (username.trim()) add.run({ act: "add", username: username.trim(), role });
  };
  return (
    <Dialog title={t("add-title")} open={open} onClose={close}>
      <Form onSubmit={submit} className="flex flex-col gap-4">
        <DraftNotice draft={draft} base={null} />
        <Field
          label={t("username")}
          help={t("username-help")}
          value={username}
          onChange={(text) => write({ username: text, role })}
          isRequired
          autoFocus
        />
        <Select
          label={t("role")}
          options={ROLES.map((each) => ({ value: each, label: t(`may.${each}`) }))}
          value={role}
          onChange={(chosen) => draft.write({ username, role: chosen })}
        />
        {add.problem && <ProblemNotice error={add.problem} inline />}
        <div className="flex justify-end gap-2">
          <Button onPress={cancel}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" isPending={add.saving} isDisabled={!username.trim()}>
            {t("add")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
