/** The filter text of the board: `state:failed stale:yes scene:SC020 cast:mara words`, `-` before a part excludes. */
import { today } from "../../shared/api/works";
import { isLate, type Row } from "./rows";

export const FIELDS = [
  "state",
  "stage",
  "stale",
  "locked",
  "changed",
  "kept",
  "scene",
  "cast",
  "shot",
  "assignee",
  "status",
  "priority",
  "due",
] as const;
export type FieldName = (typeof FIELDS)[number];

export interface Part {
  /** As it stands in the text. */
  text: string;
  field: FieldName | null;
  value: string;
  not: boolean;
}

const PART = /-?(?:[a-z]+:)?(?:"[^"]*"?|[^\s"]+)/gi;

export function partsOf(text: string): Part[] {
  return [...text.matchAll(PART)].map(([part]) => partOf(part)).filter((part) => part.value !== "");
}

function partOf(text: string): Part {
  const not = text.startsWith("-") && text.length > 1;
  const rest = not ? text.slice(1) : text;
  const colon = rest.indexOf(":");
  const field = FIELDS.find((each) => each === rest.slice(0, Math.max(colon, 0)).toLowerCase()) ?? null;
  const value = (field ? rest.slice(colon + 1) : rest).replaceAll('"', "").toLowerCase();
  return { text, field, value, not };
}

/** The text without one of its parts. */
export function without(text: string, part: Part): string {
  return partsOf(text)
    .map((each) => each.text)
    .filter((each) => each !== part.text)
    .join(" ");
}

/** Which rows the text means; `state:` looks at the stages that `stage:` names, else at the shot and all its stages. */
export function matcher(text: string): (row: Row) => boolean {
  const parts = partsOf(text);
  const stages = parts.filter((part) => part.field === "stage" && !part.not).map((part) => part.value);
  const tests = parts.filter((part) => part.field !== "stage" || part.not);
  const stageAlone = stages.length > 0 && !tests.some((part) => part.field === "state");
  return (row) =>
    (!stageAlone || stages.some((stage) => busy(row, stage))) &&
    tests.every((part) => holds(row, part, stages) !== part.not);
}

function holds(row: Row, part: Part, stages: readonly string[]): boolean {
  switch (part.field) {
    case "state":
      return statesOf(row, stages).some((state) =>
        state.replaceAll(/[ _]/g, "-").startsWith(part.value.replaceAll(/[ _]/g, "-")),
      );
    case "stage":
      return busy(row, part.value);
    case "stale":
      return row.stale === yes(part.value);
    case "locked":
      return row.locked.length > 0 === yes(part.value);
    case "changed":
      return row.textChanged === yes(part.value);
    case "kept":
      return part.value === "no"
        ? row.kept === null
        : part.value === "yes"
          ? row.kept !== null
          : row.kept === part.value;
    case "scene":
      return row.sceneCode.toLowerCase().startsWith(part.value);
    case "cast":
      return row.cast.some((name) => name.toLowerCase().includes(part.value));
    case "shot":
      return row.code.toLowerCase().startsWith(part.value);
    case "assignee":
      return worksOn(row, part.value);
    case "status":
      return alike(row.task.status?.name ?? "nothing").startsWith(alike(part.value));
    case "priority":
      return (row.task.priority || "nothing").startsWith(part.value);
    case "due":
      return dueIn(row, part.value);
    case null:
      return row.words.includes(part.value);
  }
}

function statesOf(row: Row, stages: readonly string[]): string[] {
  if (stages.length > 0) return stages.map((stage) => row.cells[stage]?.state ?? "empty");
  return [
    row.state,
    row.work,
    ...(row.stale ? ["out of date"] : []),
    ...Object.values(row.cells).map((cell) => cell?.state ?? "empty"),
  ];
}

/** A stage on its own: rows where something happens to it or would. */
function busy(row: Row, stage: string): boolean {
  const cell = row.cells[stage];
  return cell !== undefined && (cell.verdict !== null || !["made", "empty"].includes(cell.state));
}

function worksOn({ task }: Row, who: string): boolean {
  if (who === "me") return task.assignees.some(({ me }) => me);
  if (who === "nobody") return task.assignees.every(({ left }) => left);
  return task.assignees.some(({ name }) => name.toLowerCase().includes(who));
}

/** `due:late`, `due:today`, `due:nothing`, or how its day begins: `due:2026-12`. */
function dueIn(row: Row, when: string): boolean {
  if (when === "late") return isLate(row);
  if (when === "today") return row.task.due === today();
  return when === "nothing" ? row.task.due === "" : row.task.due.startsWith(when);
}

const alike = (text: string): string => text.toLowerCase().replaceAll(/[ _]/g, "-");

function yes(value: string): boolean {
  return !["no", "false", "0"].includes(value);
}
