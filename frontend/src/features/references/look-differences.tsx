/** What is different about a look in a part of the film: only what is named here; all else is as everywhere. */
import type { QueryKey } from "@tanstack/react-query";
import { useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../shared/ui/button";
import { Checkbox, Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Select } from "../../shared/ui/select";
import { toast } from "../../shared/ui/toast";
import { AttributeField, attributeLabel, NewAttribute } from "./attribute-field";
import { attributesOf } from "./kinds";
import { wrongColours, type LookValue } from "./look-draft";
import type { LookPart } from "./looks-queries";
import type { Reference } from "./queries";
import { imageAddress } from "./thumbnail";
import { ACCEPTED, uploadImages, uploadLookImage, uploadOf, type Outcome } from "./upload";

interface LookDifferencesProps {
  reference: Reference;
  /** null: it is new. */
  part: LookPart | null;
  value: LookValue;
  onWrite: (change: Partial<LookValue>) => void;
  isDisabled: boolean;
  version: number;
  renews: readonly QueryKey[];
}

const DESCRIPTION = "description";
const IMAGES = "images";

export function LookDifferences({ reference, part, value, onWrite, isDisabled, renews }: LookDifferencesProps) {
  const { t } = useTranslation("references");
  const wrong = wrongColours(value);
  const usual = attributesOf(reference.kind, { ...reference.attributes, ...said(value.attributes) });
  const left = usual.filter(({ name }) => !(name in value.attributes));
  const choices = [
    ...left.map(({ name }) => ({ value: name, label: attributeLabel(name, t) })),
    ...(value.description === null ? [{ value: DESCRIPTION, label: t("field.description") }] : []),
    ...(value.images === null ? [{ value: IMAGES, label: t("pictures.title") }] : []),
  ];
  const set = (name: string, text: string | null) =>
    onWrite({ attributes: { ...value.attributes, [name]: text === "" ? null : text } });
  const asElsewhere = (name: string) => {
    const { [name]: _, ...attributes } = value.attributes;
    onWrite({ attributes });
  };
  const begin = (name: string) => {
    if (name === DESCRIPTION) onWrite({ description: reference.description });
    else if (name === IMAGES) onWrite({ images: [...reference.images] });
    else set(name, reference.attributes[name] ?? null);
  };
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-form font-semibold">{t("film.different")}</legend>
      {Object.entries(value.attributes).map(([name, text]) => (
        <div key={name} className="flex items-end gap-1.5">
          <div className="min-w-0 flex-1">
            <AttributeField
              attribute={usual.find((each) => each.name === name) ?? { name }}
              value={text ?? ""}
              onChange={(next) => set(name, next)}
              isDisabled={isDisabled}
              error={wrong.includes(name) ? t("colour-wrong", { text }) : null}
            />
            <p className="mt-0.5 text-label text-muted">
              {text === null
                ? t("film.none-there")
                : t("film.elsewhere", { value: reference.attributes[name] ?? t("unsaid") })}
            </p>
          </div>
          <AsElsewhere label={attributeLabel(name, t)} isDisabled={isDisabled} onPress={() => asElsewhere(name)} />
        </div>
      ))}
      {value.description !== null && (
        <div className="flex items-end gap-1.5">
          <Field
            label={t("field.description")}
            rows={4}
            value={value.description}
            onChange={(description) => onWrite({ description })}
            isDisabled={isDisabled}
            className="min-w-0 flex-1"
          />
          <AsElsewhere
            label={t("field.description")}
            isDisabled={isDisabled}
            onPress={() => onWrite({ description: null })}
          />
        </div>
      )}
      {value.images !== null && (
        <Images
          reference={reference}
          part={part}
          images={value.images}
          onWrite={(images) => onWrite({ images })}
          isDisabled={isDisabled}
          renews={renews}
        />
      )}
      {choices.length > 0 && (
        <Select
          label={t("film.differ")}
          options={choices}
          value={null}
          isDisabled={isDisabled}
          onChange={begin}
          className="w-64"
        />
      )}
      {!isDisabled && <NewAttribute reference={`${reference.id}/look`} onAdd={(name) => set(name, null)} />}
    </fieldset>
  );
}

const said = (attributes: LookValue["attributes"]): Record<string, string> =>
  Object.fromEntries(Object.entries(attributes).map(([name, text]) => [name, text ?? ""]));

function AsElsewhere({ label, isDisabled, onPress }: { label: string; isDisabled: boolean; onPress: () => void }) {
  const { t } = useTranslation("references");
  return (
    <IconButton
      label={t("film.as-elsewhere", { label })}
      icon={<X size={14} aria-hidden />}
      isDisabled={isDisabled}
      onPress={onPress}
    />
  );
}

interface ImagesProps {
  reference: Reference;
  part: LookPart | null;
  images: string[];
  onWrite: (images: string[] | null) => void;
  isDisabled: boolean;
  renews: readonly QueryKey[];
}

/** Which of the pictures are shown there; new ones can be handed in once the change is saved. */
function Images({ reference, part, images, onWrite, isDisabled, renews }: ImagesProps) {
  const { t } = useTranslation("references");
  const queries = useQueryClient();
  const [sending, setSending] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const known = [...new Set([...images, ...(part?.images ?? []), ...reference.images])];
  const send = (files: File[]) => {
    if (!part) return;
    setSending(true);
    void uploadImages(
      (upload) => uploadLookImage(reference.id, part.id, upload),
      files.map(uploadOf),
      () => {},
    ).then((after) => {
      setSending(false);
      setOutcome(after);
      if (after.added.length > 0) toast(t("pictures.done", { count: after.added.length }));
      for (const queryKey of renews) void queries.invalidateQueries({ queryKey });
    });
  };
  return (
    <section aria-label={t("pictures.title")} className="flex flex-col gap-2">
      <div className="flex items-center gap-1.5">
        <h4 className="flex-1 text-form font-medium">{t("pictures.title")}</h4>
        <AsElsewhere label={t("pictures.title")} isDisabled={isDisabled} onPress={() => onWrite(null)} />
      </div>
      {known.length === 0 && <p className="text-body text-muted">{t("film.no-pictures")}</p>}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(104px,1fr))] gap-2">
        {known.map((digest, index) => (
          <li key={digest} className="flex flex-col gap-1">
            <img
              src={imageAddress(digest)}
              alt={t("pictures.one", { name: reference.name, number: index + 1 })}
              loading="lazy"
              className="h-20 w-full rounded-md bg-picture object-contain"
            />
            <Checkbox
              isSelected={images.includes(digest)}
              isDisabled={isDisabled}
              onChange={(on) => onWrite(on ? [...images, digest] : images.filter((each) => each !== digest))}
            >
              {t("film.picture", { number: index + 1 })}
            </Checkbox>
          </li>
        ))}
      </ul>
      {part === null ? (
        <p className="text-label text-muted">{t("film.pictures-later")}</p>
      ) : (
        <FileTrigger acceptedFileTypes={ACCEPTED} allowsMultiple onSelect={(files) => send([...(files ?? [])])}>
          <Button size="small" isDisabled={isDisabled || sending}>
            {t("film.hand-in")}
          </Button>
        </FileTrigger>
      )}
      {outcome?.refused.map(({ upload, problem }) => (
        <p key={upload.key} role="alert" className="text-body">
          {t("pictures.refused", { name: upload.file.name, why: problem.message })}
        </p>
      ))}
      {outcome?.problem && <ProblemNotice error={outcome.problem} inline />}
    </section>
  );
}
