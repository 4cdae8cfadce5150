/** Names of what can be compared. */
import { useTranslation } from "react-i18next";
import type { Choice } from "./sides";
import "./words";

/** What names a choice in lists and on pictures. */
export function useNamed(): (choice: Choice) => string {
  const { t } = useTranslation("compare");
  return ({ kind, name, index }) => {
    if (kind === "previous" || kind === "next") return t(`of.${kind}`, { code: name });
    if (kind === "picture") return index ? t("of.picture-of", { name, index }) : t("of.picture", { name });
    return t(`of.${kind}`, { number: name });
  };
}
