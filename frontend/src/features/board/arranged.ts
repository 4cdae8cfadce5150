/** In which order rows stand: by a field, in groups, or as the film goes. */
import { PRIORITIES } from "../../shared/api/works";
import { FIELDS, textOf, type Field } from "./fields";
import { keyOf, type Grouping, type Row } from "./rows";

/** A field, "-" before it: backwards. */
export type Sort = Field | `-${Field}`;

/** What an address says of it; nonsense is as the film goes. */
export const sortIn = (text: string | undefined): Sort | undefined =>
  FIELDS.some((field) => field === text?.replace("-", "")) ? (text as Sort) : undefined;

/** Rows in the order that is asked for; within it as the film goes, and where nothing is said last. */
export function arranged(rows: readonly Row[], sort: Sort | undefined, by: Grouping | null): readonly Row[] {
  const sorted = sort ? inOrder(rows, placeIn(sort.replace("-", "") as Field), sort.startsWith("-")) : rows;
  if (by === null || by === "scene") return sorted;
  return inOrder(sorted, by === "status" ? placeIn("status") : (row) => keyOf(row, by).toLowerCase(), false);
}

type Place = (row: Row) => string | number;

function inOrder(rows: readonly Row[], place: Place, backwards: boolean): readonly Row[] {
  const places = new Map(rows.map((row) => [row.id, place(row)]));
  const turn = backwards ? -1 : 1;
  return rows.toSorted((one, other) => {
    const [here, there] = [places.get(one.id) ?? "", places.get(other.id) ?? ""];
    if (here === there) return 0;
    if (here === "" || there === "") return here === "" ? 1 : -1;
    return turn * (typeof here === "number" && typeof there === "number" ? here - there : compared(here, there));
  });
}

const { compare } = new Intl.Collator("en", { numeric: true });
const compared = (one: string | number, other: string | number): number => compare(String(one), String(other));

function placeIn(field: Field): Place {
  switch (field) {
    case "frames":
      return ({ frames }) => frames;
    case "priority":
      return ({ task }) => (task.priority === "" ? "" : -PRIORITIES.findIndex((each) => each === task.priority));
    case "status":
      return ({ task }) => task.status?.place ?? "";
    default:
      return (row) => textOf(row, field).toLowerCase();
  }
}
