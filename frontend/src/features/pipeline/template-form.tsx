/** Saves what the production goes by as a template, or says anew what one is called and for. */
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftFields } from "../../shared/drafts/use-draft";
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

const EMPTY: Said = { title: "", about: "" };

export function NewTemplate({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("pipeline");
  const { id } = useProduction();
  return (
    <Dialog title={t("templates.new")} open onClose={onClose}>
      <p className="mb-3 text-form text-muted">{t("templates.new-text")}</p>
      <Form
        thing="template/new"
        said={EMPTY}
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
      thing={`template/${template.name}`}
      said={{ title: template.title, about: template.about }}
      call={({ title, about }, key) => changeTemplate(own, title, about, key)}
      done={t("templates.saved")}
      onClose={onClose}
    />
  );
}

interface FormProps {
  thing: string;
  said: Said;
  call: (said: Said, key: string) => Promise<{ events: { event: string }[]; version: number }>;
  done: string;
  onClose: () => void;
}

function Form({ thing, said: stand, call, done, onClose }: FormProps) {
  const { t } = useTranslation("pipeline");
  const { id } = useProduction();
  const { said, write, moved, draft } = useDraftFields(thing, stand);
  const { title, about } = said;
  const cancel = () => {
    draft.drop();
    onClose();
  };
  const command = useCommand({
    call,
    onDone: () => {
      toast(done);
      cancel();
    },
    renews: [keys.templates, keys.pipeline(id)],
  });
  const ready = title.trim() !== "" && !command.saving;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) command.run(said);
      }}
    >
      <DraftNotice
        draft={draft}
        base={stand}
        meanwhile={moved.map((field) => ({ field: t(`templates.${field}`), now: stand[field] }))}
      />
      <Field
        label={t("templates.title")}
        value={title}
        onChange={(text) => write({ title: text })}
        maxLength={200}
        autoFocus
      />
      <Field
        label={t("templates.about")}
        rows={2}
        value={about}
        onChange={(text) => write({ about: text })}
        maxLength={2000}
      />
      {command.problem && <ProblemNotice error={command.problem} inline />}
      <div className="flex justify-end gap-2">
        <Button onPress={cancel}>{t("common:cancel")}</Button>
        <Button type="submit" kind="primary" isDisabled={!ready}>
          {command.saving ? t("common:saving") : t("templates.do")}
        </Button>
      </div>
    </form>
  );
}
