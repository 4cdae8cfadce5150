/** A field of a shot in its row: what it says, or what somebody wrote there and has not saved. */
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import { dayText } from "../../shared/api/works";
import { isWorkField, textOf, type Field } from "./fields";
import { isLate, type Row } from "./rows";
import type { Size } from "./search";
import "./fields-words";

interface FieldCellProps {
  row: Row;
  field: Field;
  size: Size;
  /** Which one of its row it is, 0 being the shot, and whether the keyboard stands on it. */
  column: number;
  here: boolean;
  /** What is written and not saved; null follows the script. */
  said: string | null | undefined;
}

/** The cell that the keyboard stands on. */
export const HERE = "outline-2 -outline-offset-2 outline-accent";

/** What tells a cell of a row from the others, for the keyboard, the pointer and screen readers. */
export const placed = (row: string, column: number) =>
  ({ id: cellId(row, column), role: "gridcell", "aria-colindex": column + 1, "data-column": column }) as const;

export const cellId = (row: string, column: number): string => `cell-${row}-${column}`;

const LINES: Readonly<Record<Size, string>> = {
  1: "truncate",
  2: "line-clamp-2 compact:line-clamp-1",
  3: "line-clamp-4 compact:line-clamp-3",
};

export function FieldCell({ row, field, size, column, here, said }: FieldCellProps) {
  const { t } = useTranslation("board-fields");
  const text = said === undefined ? shownIn(row, field, t) : (said ?? t("follows"));
  const late = field === "due" && said === undefined && isLate(row);
  return (
    <div
      {...placed(row.id, column)}
      className={classes(
        "relative flex min-w-0 items-center px-2",
        field === "frames" && "numbers justify-end",
        said !== undefined && "border-l-2 border-l-accent",
        here && HERE,
      )}
    >
      <span
        dir="auto"
        title={text}
        className={classes(
          "min-w-0",
          ["description", "cast", "assignees"].includes(field) ? LINES[size] : "truncate",
          said !== undefined ? "italic" : field !== "description" && !isWorkField(field) && "text-muted",
        )}
      >
        {late && (
          <span aria-hidden className="mr-1 text-failed">
            !
          </span>
        )}
        {text}
      </span>
      {late && <span className="sr-only">{t("late")}</span>}
      {said !== undefined && <span className="sr-only">{t("not-saved")}</span>}
    </div>
  );
}

/** What a field says as people read it: days in words, who left the production as such. */
function shownIn(row: Row, field: Field, t: TFunction<"board-fields">): string {
  if (field === "due") return dayText(row.task.due);
  if (field === "priority") return row.task.priority && t(`priorities.${row.task.priority}`);
  if (field === "assignees")
    return row.task.assignees.map(({ name, left }) => (left ? t("left", { name }) : name)).join(", ");
  if (field === "status" && row.task.status?.retired) return t("retired", { status: row.task.status.name });
  return textOf(row, field);
}
