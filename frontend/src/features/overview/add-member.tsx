/** The form that makes somebody with an account a member. */
import { useState, type FormEvent } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
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

export function AddMember({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation("overview");
  const { id } = useProduction();
  const [username, setUsername] = useState("");
  const [role, setRole] = useState<Role>("artist");
  const add = useCommand({
    call: (asked: MemberAsked, key) => writeMember(id, asked, key),
    renews: [keys.members(id), keys.production(id)],
    onDone: (done) => {
      toast(t("done.add", { name: done.name, role: t(`shell:role.${done.role}`) }));
      close();
    },
  });
  const close = () => {
    setUsername("");
    add.reset();
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (username.trim()) add.run({ act: "add", username: username.trim(), role });
  };
  return (
    <Dialog title={t("add-title")} open={open} onClose={close}>
      <Form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={t("username")}
          help={t("username-help")}
          value={username}
          onChange={setUsername}
          isRequired
          autoFocus
        />
        <Select
          label={t("role")}
          options={ROLES.map((each) => ({ value: each, label: t(`may.${each}`) }))}
          value={role}
          onChange={setRole}
        />
        {add.problem && <ProblemNotice error={add.problem} inline />}
        <div className="flex justify-end gap-2">
          <Button onPress={close}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" isPending={add.saving} isDisabled={!username.trim()}>
            {t("add")}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
