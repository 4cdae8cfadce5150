/** Sets one field of all selected shots, as one act: its value, what that would make, and who was faster. */
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftFields } from "../../shared/drafts/use-draft";
import { useProduction } from "../../shared/routing/use-production";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { Select } from "../../shared/ui/select";
import {
  actOf,
  CHOICES,
  editsFor,
  FIELDS,
  isWorkField,
  wrongIn,
  type BoardEdit,
  type Field as Name,
  type Known,
  type Named,
} from "./fields";
import { MakeMany } from "./make-many";
import type { Row } from "./rows";
import { useKnown } from "./use-known";

interface Said {
  field: Name;
  /** By field: what all of them shall say; "" follows the script. */
  description: string;
  size: string;
  camera: string;
  frames: string;
  due: string;
  priority: string;
  status: string;
  /** Ids; "" is nobody. */
  add: string;
  drop: string;
}

const NOTHING: Said = {
  field: "size",
  description: "",
  size: "",
  camera: "",
  frames: "",
  due: "",
  priority: "",
  status: "",
  add: "",
  drop: "",
};
/** Of a choice that is not made. */
const NOBODY = "-";

export function SetFieldDialog({ rows, onClose }: { rows: readonly Row[]; onClose: () => void }) {
  const { t } = useTranslation("board-fields");
  const { may } = useProduction();
  const known = useKnown();
  const { said: kept, write, draft } = useDraftFields<Said>("board/set-field", NOTHING);
  const fields = FIELDS.filter((each) => may(actOf(each)).allowed);
  const field = fields.includes(kept.field) ? kept.field : (fields[0] ?? kept.field);
  const said = { ...kept, field };
  const wrong = many(field) ? null : wrongIn(field, said[field], known);
  const edits = wrong ? [] : rows.flatMap((row) => editsOf(row, said, known));
  const touched = new Set(edits.map(({ shot }) => shot)).size;
  const none = many(field) && said.add === "" && said.drop === "";
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
          onChange={(next) => write({ field: next, add: "", drop: "" })}
          options={fields.map((value) => ({ value, label: t(value) }))}
        />
        {many(field) ? (
          <AddAndDrop field={field} said={said} write={write} known={known[field]} />
        ) : (
          <Value
            field={field}
            said={said[field]}
            onChange={(text) => write({ [field]: text })}
            wrong={wrong}
            known={known}
          />
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

/** What holds several, of which some are added and others taken out. */
const many = (field: Name): field is "cast" | "assignees" => field === "cast" || field === "assignees";

function editsOf(row: Row, said: Said, known: Known): BoardEdit[] {
  const { field, add, drop } = said;
  if (!many(field)) return editsFor(row, field, said[field], known);
  const gone = known[field].names.get(drop);
  const come = known[field].names.get(add);
  const now = field === "cast" ? row.cast : row.task.assignees.map(({ name }) => name);
  const kept = now.filter((name) => name !== gone);
  return editsFor(row, field, [...kept, ...(come && !kept.includes(come) ? [come] : [])].join(","), known);
}

function Value({
  field,
  said,
  onChange,
  wrong,
  known,
}: {
  field: Exclude<Name, "cast" | "assignees">;
  said: string;
  onChange: (text: string) => void;
  wrong: { key: string; word: string } | null;
  known: Known;
}) {
  const { t } = useTranslation("board-fields");
  const choices = field === "status" ? [...known.status.names.values()] : CHOICES[field];
  const empty = t(isWorkField(field) ? "nothing" : "follows");
  if (choices)
    return (
      <Select
        label={t("bulk.value")}
        value={said === "" ? NOBODY : said}
        onChange={(choice) => onChange(choice === NOBODY ? "" : choice)}
        options={[{ value: NOBODY, label: empty }, ...choices.map((value) => ({ value, label: value }))]}
      />
    );
  return (
    <Field
      label={t("bulk.value")}
      autoFocus
      help={t(field === "due" ? "bulk.no-day" : "bulk.empty")}
      rows={field === "description" ? 3 : 1}
      {...(field === "due" ? { type: "date" as const } : {})}
      {...(field === "frames" ? { mono: true, inputMode: "numeric" as const } : {})}
      value={said}
      onChange={onChange}
      error={wrong && t(wrong.key, { word: wrong.word })}
    />
  );
}

function AddAndDrop({
  field,
  said,
  write,
  known,
}: {
  field: "cast" | "assignees";
  said: Said;
  write: (part: Partial<Said>) => void;
  known: Named;
}) {
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
      {one("add", t(`bulk.add-${field}`))}
      {one("drop", t(`bulk.drop-${field}`))}
      <p className="text-body text-muted">{t(`bulk.${field}-text`)}</p>
    </>
  );
}
