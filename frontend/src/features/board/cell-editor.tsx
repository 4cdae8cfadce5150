/** Over a cell of the board: the field of a shot as it is written on, what saving it would make, and who was faster. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Popover } from "react-aria-components";
import { AffectsNote } from "../../shared/affects/affects-note";
import { useAffects } from "../../shared/affects/use-affects";
import { ifMatch } from "../../shared/api/client";
import type { Problem } from "../../shared/api/problem";
import { shotQuery } from "../../shared/api/shots";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { useProduction } from "../../shared/routing/use-production";
import { ConflictNotice } from "../../shared/shots/conflict-notice";
import {
  changedSince,
  editsOf,
  problemsOf,
  savedOf,
  seenOf,
  withChange,
  type Draft,
  type FieldName,
  type Seen,
} from "../../shared/shots/draft";
import { INPUT } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { supposed } from "./edits";
import {
  CHOICES,
  editsFor,
  inDraft,
  isWorkField,
  namesIn,
  textOf,
  wrongIn,
  type BoardEdit,
  type Field,
  type Named,
  type OwnField,
} from "./fields";
import type { Row } from "./rows";
import { useKnown } from "./use-known";
import type { Saving } from "./use-saving";

/** Where writing goes on: in this cell's row or the next one, or nowhere. */
export type Next = -1 | 0 | 1;

interface CellEditorProps {
  row: Row;
  field: Field;
  saving: Saving;
  /** The cell that it lies over. */
  cell: HTMLElement;
  /** In which part of the page it stands, for screen readers. */
  host: HTMLElement;
  /** It is written or left; the grid has the keys again, or the next field is opened. */
  onLeave: (next: Next) => void;
}

export function CellEditor({ cell, host, ...rest }: CellEditorProps) {
  const { t } = useTranslation("board-fields");
  const { row, field } = rest;
  const over = useMemo(() => ({ current: cell }), [cell]);
  return (
    <Popover
      isOpen
      isNonModal
      triggerRef={over}
      UNSTABLE_portalContainer={host}
      placement="bottom start"
      offset={-cell.offsetHeight}
      onOpenChange={() => undefined}
      aria-label={t("edit", { shot: row.code, field: t(field) })}
      className="z-40 max-w-[calc(100vw-16px)] rounded-md border border-accent bg-panel shadow-xl shadow-black/50"
      style={{ width: Math.max(cell.offsetWidth, WIDTH[field]) }}
    >
      {field === "cast" || isWorkField(field) ? (
        <SaidEditor {...rest} field={field} />
      ) : (
        <OwnEditor {...rest} field={field} />
      )}
    </Popover>
  );
}

const WIDTH: Readonly<Record<Field, number>> = {
  description: 380,
  size: 300,
  camera: 300,
  frames: 300,
  cast: 340,
  assignees: 340,
  due: 240,
  priority: 240,
  status: 240,
};

type Part = Omit<CellEditorProps, "cell" | "host">;

function OwnEditor({ row, field, saving, onLeave }: Part & { field: OwnField }) {
  const { t } = useTranslation("board-fields");
  const { id } = useProduction();
  const queries = useQueryClient();
  const { shot } = row;
  const now = seenOf(shot, ifMatch(shot.version)["If-Match"]);
  const kept = useDraft<Draft, Seen>(`shot/${row.id}`, now);
  const draft = unsaved(kept.value ?? {}, row);
  const said =
    field in draft ? (draft[field] ?? "") : savedOf(shot, field) === null && CHOICES[field] ? "" : textOf(row, field);
  const wrong = problemsOf(draft);
  const affects = useAffects(wrong ? [] : editsOf(row.id, draft));
  const problem = saving.problems.get(row.id) ?? null;
  const write = (text: string) => {
    const next = withChange(draft, shot, field, text);
    kept.write(Object.keys(next).length > 0 ? next : undefined);
  };
  const save = (fields: Draft, on: string) =>
    saving.save({ shot: row.id, code: row.code, fields, on }, (seen) => seen && kept.saved(fields, seen));
  const commit = (next: Next) => {
    if (wrong || affects.problem || problem?.conflict) return;
    const fields =
      field in draft
        ? withChange({ ...draft, ...inDraft(field, said) }, shot, field, inDraft(field, said)[field] ?? null)
        : draft;
    if (Object.keys(fields).length === 0) kept.drop();
    else {
      kept.write(fields);
      save(fields, kept.base.etag);
    }
    onLeave(next);
  };
  const giveBack = () => {
    const { [field]: _, ...rest } = draft;
    kept.write(Object.keys(rest).length > 0 ? rest : undefined);
    saving.settle(row.id);
    onLeave(0);
  };
  const reapply = async (without: readonly FieldName[]) => {
    const fresh = await queries.fetchQuery({ ...shotQuery(id, row.id), staleTime: 0 });
    const mine = Object.fromEntries(
      Object.entries(draft).filter(([each]) => !without.includes(each as FieldName)),
    ) as Draft;
    onLeave(0);
    if (Object.keys(mine).length === 0) {
      kept.drop();
      return saving.settle(row.id);
    }
    kept.write(mine, seenOf(fresh.shot, fresh.etag));
    save(mine, fresh.etag);
  };
  const beside = (Object.keys(draft) as FieldName[]).filter((each) => each !== field);
  return (
    <Frame row={row} field={field} plain={problem !== null} onCommit={commit} onGiveBack={giveBack}>
      <Input row={row} field={field} said={said} onChange={write} />
      {wrong && <Wrong>{t("wrong.frames")}</Wrong>}
      <DraftNotice
        draft={kept}
        base={now}
        meanwhile={changedSince(kept.base, shot).map((each) => ({
          field: t(each.field),
          now: each.now ?? t("follows"),
        }))}
      />
      {beside.length > 0 && (
        <p className="text-label text-muted">{t("beside", { fields: beside.map((each) => t(each)).join(", ") })}</p>
      )}
      {problem?.conflict && (
        <ConflictNotice problem={problem} draft={draft} onReapply={(without) => void reapply(without)} />
      )}
      <Refused problem={problem} onRetry={() => save(draft, kept.base.etag)} />
      {!problem && <AffectsNote affects={affects} />}
    </Frame>
  );
}

/** What of a draft is not as it is saved: some of it may have been saved while the rest was written. */
function unsaved(draft: Draft, { shot }: Row): Draft {
  const differs = ([field, said]: [string, string | null | undefined]) => said !== savedOf(shot, field as FieldName);
  return Object.fromEntries(Object.entries(draft).filter(differs)) as Draft;
}

/** What is no field of the shot itself: whom it casts, and the work on it. */
function SaidEditor({ row, field, saving, onLeave }: Part & { field: Exclude<Field, OwnField> }) {
  const { t } = useTranslation("board-fields");
  const known = useKnown();
  const draft = useDraft<string>(`board/${field}/${row.id}`, null);
  const touched = draft.value !== undefined;
  const said = draft.value ?? textOf(row, field);
  const wrong = touched ? wrongIn(field, said, known) : null;
  const edits: BoardEdit[] = wrong || !touched ? [] : editsFor(row, field, said, known);
  const affects = useAffects(supposed(edits));
  const problem = saving.problems.get(row.id) ?? null;
  const commit = (next: Next) => {
    if (wrong || affects.problem) return;
    if (edits.length === 0) draft.drop();
    else saving.save({ shot: row.id, code: row.code, field, edits }, () => draft.drop());
    onLeave(next);
  };
  const giveBack = () => {
    draft.drop();
    saving.settle(row.id);
    onLeave(0);
  };
  const { near, add } = offered(said, field === "cast" || field === "assignees" ? known[field] : NOBODY);
  return (
    <Frame row={row} field={field} plain={problem !== null} onCommit={commit} onGiveBack={giveBack}>
      <Input row={row} field={field} said={said} statuses={known.status.names} onChange={(text) => draft.write(text)} />
      {wrong && <Wrong>{t(wrong.key, { word: wrong.word })}</Wrong>}
      <DraftNotice draft={draft} base={null} />
      {near.length > 0 && (
        <ul aria-label={t(field === "cast" ? "offered" : "members")} className="flex flex-wrap gap-1">
          {near.map((name) => (
            <li key={name}>
              <button
                type="button"
                onClick={() => draft.write(add(name))}
                className="h-6 rounded-full border border-line bg-raised px-2 text-label hover:border-strong"
              >
                + {name}
              </button>
            </li>
          ))}
        </ul>
      )}
      {problem && <ProblemNotice error={problem} inline onRetry={() => commit(0)} />}
      {!problem && !isWorkField(field) && <AffectsNote affects={affects} />}
    </Frame>
  );
}

const OFFERED = 8;
const NOBODY: Named = { names: new Map(), ids: new Map() };

/** Names that go on with what is written last, and the text with one of them. */
function offered(said: string, known: Named): { near: string[]; add: (name: string) => string } {
  const last = said.split(",").at(-1)?.trim().toLowerCase() ?? "";
  const listed = new Set(namesIn(said).map((name) => name.toLowerCase()));
  const others = [...known.names.values()].filter((name) => !listed.has(name.toLowerCase()));
  const whole = known.ids.has(last) || last === "";
  return {
    near: others.filter((name) => whole || name.toLowerCase().includes(last)).slice(0, OFFERED),
    add: (name) => [...(whole ? namesIn(said) : namesIn(said).slice(0, -1)), name].join(", "),
  };
}

interface FrameProps {
  row: Row;
  field: Field;
  /** Tab goes through what the frame holds, as there is something to decide. */
  plain: boolean;
  onCommit: (next: Next) => void;
  onGiveBack: () => void;
  children: ReactNode;
}

function Frame({ row, field, plain, onCommit, onGiveBack, children }: FrameProps) {
  const { t } = useTranslation("board-fields");
  const frame = useRef<HTMLDivElement>(null);
  const onKey = (event: KeyboardEvent) => {
    const inField = (event.target as HTMLElement).matches("input, textarea, select");
    const step: Next = event.shiftKey ? -1 : 1;
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") onGiveBack();
    else if (event.key === "Enter" && inField && !event.shiftKey) onCommit(0);
    else if (event.key === "Tab" && inField && !plain) onCommit(step);
    else if (event.key === "F6") frame.current?.querySelector<HTMLElement>("button, a[href], [role=radio]")?.focus();
    else return event.stopPropagation();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys of the field inside go up to it
    <div
      ref={frame}
      role="dialog"
      tabIndex={-1}
      aria-label={t("edit", { shot: row.code, field: t(field) })}
      onKeyDown={onKey}
      className="flex flex-col gap-2 p-2"
    >
      {children}
      <p className="text-label text-muted">
        {t(`hint.${field === "description" ? "text" : field === "cast" || field === "assignees" ? "cast" : "plain"}`)}
      </p>
    </div>
  );
}

function Input({
  row,
  field,
  said,
  statuses,
  onChange,
}: {
  row: Row;
  field: Field;
  said: string;
  /** What the production calls how far work is, by id. */
  statuses?: ReadonlyMap<string, string>;
  onChange: (text: string) => void;
}) {
  const { t } = useTranslation("board-fields");
  const label = { "aria-label": t("edit", { shot: row.code, field: t(field) }) };
  const choices = field === "status" ? [...(statuses?.values() ?? [])] : CHOICES[field];
  if (choices)
    return (
      <select
        {...label}
        autoFocus
        value={said}
        onChange={(event) => onChange(event.target.value)}
        className={`${INPUT} h-8`}
      >
        <option value="">
          {isWorkField(field)
            ? t("nothing")
            : row.shot.own[field as "size"] === null
              ? t("follows-with", { value: textOf(row, field) })
              : t("follows")}
        </option>
        {isWorkField(field) && said !== "" && !choices.includes(said) && <option value={said}>{said}</option>}
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    );
  const shared = { ...label, dir: "auto", autoFocus: true, value: said };
  if (field === "description")
    return (
      <textarea
        {...shared}
        rows={4}
        onFocus={toEnd}
        onChange={(event) => onChange(event.target.value)}
        className={`${INPUT} py-1.5`}
      />
    );
  return (
    <input
      {...shared}
      {...(field === "frames" ? { inputMode: "numeric" } : {})}
      {...(field === "due" ? { type: "date" } : {})}
      onFocus={(event) => event.target.select()}
      onChange={(event) => onChange(event.target.value)}
      className={`${INPUT} h-8`}
    />
  );
}

const toEnd = ({ target }: { target: HTMLTextAreaElement }) =>
  target.setSelectionRange(target.value.length, target.value.length);

function Refused({ problem, onRetry }: { problem: Problem | null; onRetry: () => void }) {
  if (!problem || problem.conflict) return null;
  return <ProblemNotice error={problem} inline onRetry={onRetry} />;
}

function Wrong({ children }: { children: string }) {
  return (
    <p role="alert" className="text-label">
      <span aria-hidden className="mr-1 text-failed">
        ✕
      </span>
      {children}
    </p>
  );
}
