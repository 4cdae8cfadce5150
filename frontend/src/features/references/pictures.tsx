/** The pictures of a reference: thumbnails, and dropping or choosing files to add. */
import { useQueryClient } from "@tanstack/react-query";
import { ImagePlus, Trash2 } from "lucide-react";
import { useState } from "react";
import { DropZone, FileTrigger, type DropZoneProps } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { ConfirmEdit } from "../../shared/affects/confirm-edit";
import type { Edit } from "../../shared/affects/use-affects";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button, IconButton } from "../../shared/ui/button";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { removePicture, type Reference } from "./queries";
import { imageAddress } from "./thumbnail";
import { ACCEPTED, uploadImage, uploadImages, uploadOf, type Outcome, type Upload } from "./upload";

interface PicturesProps {
  reference: Reference;
  disabled: boolean;
  past: boolean;
}

export function Pictures({ reference, disabled, past }: PicturesProps) {
  const { t } = useTranslation("references");
  const { id } = useProduction();
  /** The picture that is asked about before it is taken away. */
  const [asked, setAsked] = useState<string | null>(null);
  const remove = useCommand({
    call: (asked: { digest: string; version: number }, key) => removePicture(reference.id, asked, key),
    onDone: () => {
      setAsked(null);
      toast(t("pictures.removed"));
    },
    renews: [keys.reference(id, reference.id), keys.of(id, "references")],
  });
  return (
    <section className="flex flex-col gap-2" aria-label={t("pictures.title")}>
      <h3 className="text-form font-semibold">{t("pictures.title")}</h3>
      {reference.images.length > 0 && (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(120px,1fr))] gap-2">
          {reference.images.map((digest, index) => (
            <li key={digest} className="relative">
              <a
                href={imageAddress(digest)}
                target="_blank"
                rel="noreferrer"
                className="block rounded-md bg-picture p-1"
              >
                <img
                  src={imageAddress(digest)}
                  alt={t("pictures.one", { name: reference.name, number: index + 1 })}
                  loading="lazy"
                  className="h-28 w-full object-contain"
                />
              </a>
              {!disabled && (
                <div className="absolute top-1 right-1 rounded-md bg-base/80">
                  <IconButton
                    label={t("pictures.remove", { number: index + 1 })}
                    icon={<Trash2 size={14} aria-hidden />}
                    isDisabled={remove.saving}
                    onPress={() => setAsked(digest)}
                  />
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {reference.images.length === 0 && (disabled || past) && (
        <p className="text-body text-muted">{t("pictures.none")}</p>
      )}
      {asked && reference.images.includes(asked) && (
        <ConfirmEdit
          text={t("pictures.remove-ask", { number: reference.images.indexOf(asked) + 1 })}
          label={t("pictures.remove-do")}
          edits={[pictureEdit(reference, asked, false)]}
          saving={remove.saving}
          onSave={() => remove.run({ digest: asked, version: reference.version })}
          onCancel={() => setAsked(null)}
        />
      )}
      {remove.problem && <ProblemNotice error={remove.problem} inline />}
      {!disabled && <Drop reference={reference} />}
    </section>
  );
}

function Drop({ reference }: { reference: Reference }) {
  const { t } = useTranslation("references");
  const { send, part, outcome } = useUpload(reference.id);
  /** Files that wait for a word, as adding them changes shots. */
  const [waiting, setWaiting] = useState<readonly Upload[]>([]);
  const [strange, setStrange] = useState<readonly string[]>([]);
  const offer = (files: File[]) => {
    const good = files.filter(({ type }) => ACCEPTED.includes(type));
    setStrange(files.filter((file) => !good.includes(file)).map(({ name }) => name));
    setWaiting(good.map(uploadOf));
  };
  const dropped = async ({ items }: Parameters<NonNullable<DropZoneProps["onDrop"]>>[0]) => {
    const files = await Promise.all(items.flatMap((item) => (item.kind === "file" ? [item.getFile()] : [])));
    offer(files);
  };
  return (
    <>
      <DropZone
        aria-label={t("pictures.drop")}
        getDropOperation={() => "copy"}
        onDrop={(event) => void dropped(event)}
        className="flex flex-wrap items-center justify-center gap-3 rounded-md border border-dashed border-strong bg-base px-4 py-5 text-form text-muted drop-target:border-accent drop-target:bg-accent/12 focus-visible:outline-2"
      >
        <ImagePlus size={18} aria-hidden />
        {part === null ? t("pictures.drop-here") : t("pictures.sending", { percent: Math.round(part * 100) })}
        {part !== null && (
          <progress
            value={part}
            max={1}
            aria-label={t("pictures.sending", { percent: Math.round(part * 100) })}
            className="h-1.5 w-40 accent-accent"
          />
        )}
        <FileTrigger acceptedFileTypes={ACCEPTED} allowsMultiple onSelect={(files) => offer([...(files ?? [])])}>
          <Button size="small" isDisabled={part !== null}>
            {t("pictures.choose")}
          </Button>
        </FileTrigger>
      </DropZone>
      {waiting.length > 0 && (
        <ConfirmEdit
          text={t("pictures.ask", { count: waiting.length, names: namesOf(waiting) })}
          label={t("pictures.add")}
          edits={[pictureEdit(reference, UNKNOWN, true)]}
          saving={part !== null}
          onSave={() => {
            send(waiting);
            setWaiting([]);
          }}
          onCancel={() => setWaiting([])}
        >
          {waiting.length > 1 && <p className="text-body text-muted">{t("pictures.first")}</p>}
        </ConfirmEdit>
      )}
      {strange.length > 0 && <Refused text={t("pictures.wrong-kind", { names: strange.join(", ") })} />}
      {outcome && <Sent outcome={outcome} onRetry={() => send(outcome.left)} />}
    </>
  );
}

/** Which files became pictures, which were refused and why, and which are still to be sent. */
function Sent({ outcome, onRetry }: { outcome: Outcome; onRetry: () => void }) {
  const { t } = useTranslation("references");
  const { added, refused, left, problem } = outcome;
  if (refused.length === 0 && problem === null) return null;
  return (
    <div
      role="alert"
      className="flex flex-col gap-2 rounded-md border border-line border-l-2 border-l-failed bg-panel p-3 text-form"
    >
      {refused.map(({ upload, problem: why }) => (
        <Refused key={upload.key} text={t("pictures.refused", { name: upload.file.name, why: why.message })} />
      ))}
      {problem && <Refused text={t("pictures.stopped", { names: namesOf(left), why: problem.message })} />}
      <p className="text-body text-muted">
        {[
          added.length > 0 && t("pictures.rest", { count: added.length, names: namesOf(added) }),
          problem ? t("pictures.unsure") : added.length === 0 && t("pictures.rest-none"),
        ]
          .filter(Boolean)
          .join(" ")}
      </p>
      {left.length > 0 && (
        <Button size="small" className="self-start" onPress={onRetry}>
          {t("common:retry")}
        </Button>
      )}
    </div>
  );
}

function Refused({ text }: { text: string }) {
  return (
    <p role="alert" className="text-body">
      <span aria-hidden className="mr-1 text-failed">
        ✕
      </span>
      {text}
    </p>
  );
}

const namesOf = (uploads: readonly Upload[]): string => uploads.map(({ file }) => file.name).join(", ");

/** Stands for a picture that the server has not seen: what it will be called depends on how it is kept there. */
const UNKNOWN = `sha256:${"0".repeat(64)}`;

const pictureEdit = ({ id }: Reference, digest: string, there: boolean): Edit => ({
  reference: id,
  field: `picture:${digest}`,
  value: there,
});

function useUpload(reference: string) {
  const { t } = useTranslation("references");
  const { id } = useProduction();
  const queries = useQueryClient();
  const [part, setPart] = useState<number | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const send = (uploads: readonly Upload[]) => {
    setPart(0);
    setOutcome(null);
    void uploadImages((upload, tell) => uploadImage(reference, upload, tell), uploads, setPart).then((after) => {
      setPart(null);
      setOutcome(after);
      if (after.added.length === 0) return;
      toast(t("pictures.done", { count: after.added.length }));
      void queries.invalidateQueries({ queryKey: keys.reference(id, reference) });
      void queries.invalidateQueries({ queryKey: keys.of(id, "references") });
    });
  };
  return { send, part, outcome };
}
