/** What a grade goes by, as values of parameters: a table of colours, and a colour decision. */
import { i18next } from "../../i18n/setup";
import "./words";

export interface Table {
  file: string;
  name: string;
  rights: string;
}

export const PARTS = ["slope", "offset", "power"] as const;

export interface Decision extends Record<(typeof PARTS)[number], string[]> {
  saturation: string;
}

export const NEUTRAL: Decision = {
  slope: ["1", "1", "1"],
  offset: ["0", "0", "0"],
  power: ["1", "1", "1"],
  saturation: "1",
};

/** The table that a value names; null for a value that is none. */
export function tableOf(value: unknown): Table | null {
  if (typeof value !== "object" || value === null || !("file" in value)) return null;
  const { file, name, rights } = value as Partial<Table>;
  return { file: String(file), name: name ?? "", rights: rights ?? "" };
}

/** The decision that a value is; null for a value that is none. */
export function decisionOf(value: unknown): Decision | null {
  if (typeof value !== "object" || value === null || !("slope" in value)) return null;
  return value as Decision;
}

/** How such a value reads; null for any other. */
export function gradeText(value: unknown): string | null {
  const table = tableOf(value);
  if (table) return table.name || i18next.t("grading:lut.unnamed");
  const decision = decisionOf(value);
  if (!decision) return null;
  const [slope, offset, power] = PARTS.map((part) => decision[part].join(" "));
  return i18next.t("grading:cdl.text", { slope, offset, power, saturation: decision.saturation });
}
