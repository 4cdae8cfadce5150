/** A value of a field or parameter as short text. */
import { i18next } from "../i18n/setup";
import { lookText } from "./look-text";

export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === "") return i18next.t("affects:value.none");
  if (typeof value === "boolean") return i18next.t(value ? "affects:value.on" : "affects:value.off");
  return typeof value === "object" ? (lookText(value) ?? JSON.stringify(value)) : String(value);
}
