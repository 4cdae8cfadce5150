/** Saves what the production goes by as a template, or says anew what one is called and for. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { changeTemplate, saveTemplate, type Own, type Template } from "./queries";

interface Said {
  title: string;
  about: string;
}

export function NewTemplate({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("pipeline");
  const { id } = useProduction();
  return (
    <Dialog title={t("templates.new")} open onClose={onClose}>
      <p className="mb-3 text-form text-muted">{t("templates.new-text")}</p>
      <Form
        said={{ title: "", about: "" }}
        call={({ title, about }, key) => saveTemplate(id, title, about, key)}
        done={t("templates.saved")}
        onClose={onClose}
      />
    </Dialog>
  );
}

export function RenameTemplate({ own, template, onClose }: { own: Own; template: Template; onClose: () => void }) {
  const { t } = useTranslation("pipeline");
  return (
    <Form
      said={template}
      call={({ title, about }, key) => changeTemplate(own, title, about, key)}
      done={t("templates.saved")}
      onClose={onClose}
    />
  );
}

interface FormProps {
  said: Said;
  call: (said: Said, key: string) => Promise<{ events: { event: string }[]; version: number }>;
  done: string;
  onClose: () => void;
}

function Form({ said, call, done, onClose }: FormProps) {
  const { t } = useTranslation("pipeline");
  const { id } = useProduction();
  const [title, setTitle] = useState(said.title);
  const [about, setAbout] = useState(said.about);
  const command = useCommand({
    call,
    onDone: () => {
      toast(done);
      onClose();
    },
    renews: [keys.templates, keys.pipeline(id)],
  });
  const ready = title.trim() !== "" && !command.saving;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) command.run({ title, about });
      }}
    >
      <Field label={t("templates.title")} value={title} onChange={setTitle} maxLength={200} autoFocus />
      <Field label={t("templates.about")} rows={2} value={about} onChange={setAbout} maxLength={2000} />
      {command.problem && <ProblemNotice error={command.problem} inline />}
      <div className="flex justify-end gap-2">
        <Button onPress={onClose}>{t("common:cancel")}</Button>
        <Button type="submit" kind="primary" isDisabled={!ready}>
          {command.saving ? t("common:saving") : t("templates.do")}
        </Button>
      </div>
    </form>
  );
}
