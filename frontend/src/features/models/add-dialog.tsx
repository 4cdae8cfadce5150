/** The form that adds a model: from where, and what its files do not say. Known open models can be taken from a list. */
import { useQuery } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Form } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftFields } from "../../shared/drafts/use-draft";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { bytesText, secondsText } from "../../shared/ui/figures";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { Select } from "../../shared/ui/select";
import { suggestionsQuery, useAdd, type AddModel, type FittingModel, type Model } from "./queries";

const NEW = "new";
const EMPTY = { source: "", name: "", licence: "", of: NEW };

interface AddDialogProps {
  models: readonly Model[];
  onClose: () => void;
}

export function AddDialog({ models, onClose }: AddDialogProps) {
  const { t } = useTranslation("models");
  return (
    <Dialog title={t("add")} open onClose={onClose} width="medium">
      <AddForm models={models} onClose={onClose} />
    </Dialog>
  );
}

function AddForm({ models, onClose }: AddDialogProps) {
  const { t } = useTranslation("models");
  const { said, write, draft } = useDraftFields("model/new", EMPTY);
  const { source, name, licence } = said;
  const of = models.some(({ id }) => id === said.of) ? said.of : NEW;
  const cancel = () => {
    draft.drop();
    onClose();
  };
  const add = useAdd(cancel);
  const fresh = of === NEW;
  const asked: AddModel = {
    source: source.trim(),
    name: (fresh && name.trim()) || null,
    licence: (fresh && licence.trim()) || null,
    version_of: fresh ? null : of,
    uses: null,
    terms: null,
    memory: null,
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (asked.source) add.run(asked);
  };
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      <DraftNotice draft={draft} base={EMPTY} />
      <Field
        label={t("form.source")}
        help={t("form.source-help")}
        value={source}
        onChange={(text) => write({ source: text })}
        isRequired
        autoFocus
        mono
      />
      {models.length > 0 && (
        <Select
          label={t("form.version-of")}
          value={of}
          onChange={(id) => write({ of: id })}
          options={[
            { value: NEW, label: t("form.new") },
            ...models.map(({ id, name: called }) => ({
              value: id,
              label: t("form.version-of-one", { name: called }),
            })),
          ]}
        />
      )}
      {fresh && (
        <div className="grid grid-cols-2 gap-3">
          <Field
            label={t("form.name")}
            help={t("form.name-help")}
            value={name}
            onChange={(text) => write({ name: text })}
          />
          <Field
            label={t("form.licence")}
            help={t("form.licence-help")}
            value={licence}
            onChange={(text) => write({ licence: text })}
          />
        </div>
      )}
      <Known onChoose={(id) => write({ source: id })} />
      {add.problem && <ProblemNotice error={add.problem} inline />}
      <div className="flex justify-end gap-2">
        <Button onPress={cancel}>{t("common:cancel")}</Button>
        <Button type="submit" kind="primary" isPending={add.saving} isDisabled={!asked.source}>
          {t("form.begin")}
        </Button>
      </div>
    </Form>
  );
}

function Known({ onChoose }: { onChoose: (id: string) => void }) {
  const { t } = useTranslation("models");
  const query = useQuery(suggestionsQuery);
  return (
    <details className="rounded-md border border-line p-3 text-form">
      <summary className="cursor-default font-medium">{t("form.known")}</summary>
      <QueryView query={query}>
        {({ device, memory, models, assumes }) => (
          <>
            <p className="py-2 text-label text-muted">
              {t("form.known-on", { device, memory: bytesText(memory) })} {assumes}
            </p>
            <ul className="flex max-h-64 flex-col gap-2 overflow-auto">
              {models.map((model) => (
                <KnownRow key={model.id} model={model} onChoose={() => onChoose(model.id)} />
              ))}
            </ul>
          </>
        )}
      </QueryView>
    </details>
  );
}

function KnownRow({ model, onChoose }: { model: FittingModel; onChoose: () => void }) {
  const { t } = useTranslation("models");
  const fits = model.fits ? t("form.fits") : model.in_turn ? t("form.in-turn") : t("form.too-large");
  const time = model.seconds === null ? null : secondsText(model.seconds);
  const words = [
    t(`tasks.${model.task}`),
    model.licence || t("form.see-card"),
    `${bytesText(model.memory)}, ${fits}`,
    ...(time ? [t(model.task === "video" ? "form.per-film" : "form.per-picture", { time })] : []),
  ];
  return (
    <li className="flex items-center gap-3">
      <span className="min-w-0 flex-1">
        {model.name}
        <span className="block text-label text-muted">{words.join(" · ")}</span>
      </span>
      <Button size="small" onPress={onChoose} aria-label={t("form.choose", { name: model.name })}>
        {t("form.choose", { name: "" }).trim()}
      </Button>
    </li>
  );
}
