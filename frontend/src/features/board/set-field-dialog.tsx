/** Sets one field of all selected shots, as one act: its value, what that would make, and who was faster. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Gather } from "../../shared/change-sets/calls";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftFields } from "../../shared/drafts/use-draft";
import { useProduction } from "../../shared/routing/use-production";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { Select } from "../../shared/ui/select";
import { castable, CHOICES, editsFor, FIELDS, wrongIn, type Castable, type Field as Name } from "./fields";
import { MakeMany } from "./make-many";
import { namesQuery } from "./queries";
import type { Row } from "./rows";

interface Said {
  field: Name;
  /** By field: what all of them shall say; "" follows the script. */
  description: string;
  size: string;
  camera: string;
  frames: string;
  /** Ids; "" is nobody. */
  add: string;
  drop: string;
}

const NOTHING: Said = { field: "size", description: "", size: "", camera: "", frames: "", add: "", drop: "" };
/** Of a choice that is not made. */
const NOBODY = "-";

export function SetFieldDialog({ rows, onClose }: { rows: readonly Row[]; onClose: () => void }) {
  const { t } = useTranslation("board-fields");
  const { data: names } = useQuery(namesQuery(useProduction().id));
  const known = useMemo(() => castable(names ?? new Map()), [names]);
  const { said, write, draft } = useDraftFields<Said>("board/set-field", NOTHING);
  const { field } = said;
  const wrong = field === "cast" ? null : wrongIn(field, said[field], known);
  const edits = useMemo(
    () => (wrong ? [] : rows.flatMap((row) => editsOf(row, said, known))),
    [rows, said, known, wrong],
  );
  const touched = new Set(edits.map(({ shot }) => shot)).size;
  const none = field === "cast" && said.add === "" && said.drop === "";
  const cancel = () => {
    draft.drop();
    onClose();
  };
  return (
    <Dialog title={t("bulk.title", { field: t(field), count: rows.length })} open onClose={onClose}>
      <div className="flex flex-col gap-3">
        <DraftNotice draft={draft} base={NOTHING} />
        <Select
          label={t("bulk.field")}
          value={field}
          onChange={(next) => write({ field: next })}
          options={FIELDS.map((value) => ({ value, label: t(value) }))}
        />
        {field === "cast" ? (
          <Cast said={said} write={write} known={known} />
        ) : (
          <Value field={field} said={said[field]} onChange={(text) => write({ [field]: text })} wrong={wrong} />
        )}
        {!wrong && !none && (
          <p role="status" className="text-body text-muted">
            {edits.length === 0 ? t("bulk.same") : touched < rows.length ? t("bulk.some", { count: touched }) : ""}
          </p>
        )}
        <MakeMany
          edits={edits}
          rows={rows}
          label={t("bulk.title", { field: t(field), count: rows.length })}
          onDone={draft.drop}
          onClose={cancel}
        />
      </div>
    </Dialog>
  );
}

function editsOf(row: Row, said: Said, known: Castable): Gather[] {
  const { field, add, drop } = said;
  if (field !== "cast") return editsFor(row, field, said[field], known);
  const gone = known.names.get(drop);
  const come = known.names.get(add);
  const kept = row.cast.filter((name) => name !== gone);
  return editsFor(row, field, [...kept, ...(come && !kept.includes(come) ? [come] : [])].join(","), known);
}

function Value({
  field,
  said,
  onChange,
  wrong,
}: {
  field: Exclude<Name, "cast">;
  said: string;
  onChange: (text: string) => void;
  wrong: { key: string; word: string } | null;
}) {
  const { t } = useTranslation("board-fields");
  const choices = CHOICES[field];
  if (choices)
    return (
      <Select
        label={t("bulk.value")}
        value={said === "" ? NOBODY : said}
        onChange={(choice) => onChange(choice === NOBODY ? "" : choice)}
        options={[{ value: NOBODY, label: t("follows") }, ...choices.map((value) => ({ value, label: value }))]}
      />
    );
  return (
    <Field
      label={t("bulk.value")}
      autoFocus
      help={t("bulk.empty")}
      rows={field === "description" ? 3 : 1}
      {...(field === "frames" ? { mono: true, inputMode: "numeric" as const } : {})}
      value={said}
      onChange={onChange}
      error={wrong && t(wrong.key, { word: wrong.word })}
    />
  );
}

function Cast({ said, write, known }: { said: Said; write: (part: Partial<Said>) => void; known: Castable }) {
  const { t } = useTranslation("board-fields");
  const options = [
    { value: NOBODY, label: t("bulk.nobody") },
    ...[...known.names].map(([value, label]) => ({ value, label })),
  ];
  const one = (part: "add" | "drop", label: string) => (
    <Select
      label={label}
      value={said[part] || NOBODY}
      onChange={(choice) => write({ [part]: choice === NOBODY ? "" : choice })}
      options={options}
    />
  );
  return (
    <>
      {one("add", t("bulk.add-cast"))}
      {one("drop", t("bulk.drop-cast"))}
      <p className="text-body text-muted">{t("bulk.cast-text")}</p>
    </>
  );
}
