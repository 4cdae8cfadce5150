/** Values of edits in words: locks by their reason, casts by their role, shots by their code, places by neighbours, and
 * whether a shot is in the film. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { namesQuery } from "../../shared/api/names";
import { lookText } from "../../shared/lib/look-text";
import { valueText } from "../../shared/lib/value-text";
import { useProduction } from "../../shared/routing/use-production";

export function useWords(): (value: unknown, field: string) => string {
  const { t } = useTranslation("change-sets");
  const { data: names } = useQuery(namesQuery(useProduction().id));
  return (value, field) => {
    if (field === "removed") return t(value ? "words.removed" : "words.in-film");
    if (field === "added" && value === null) return t("words.not-in-film");
    if (typeof value === "string") return names?.shots.get(value)?.code ?? valueText(value);
    if (typeof value !== "object" || value === null) return valueText(value);
    const said = value as Record<string, unknown>;
    if ("reason" in said)
      return t("words.lock", { value: valueText(said.value), reason: said.reason || t("words.no-reason") });
    if ("strength" in said) return t("words.cast", { role: said.role || t("words.no-role"), strength: said.strength });
    if ("scene" in said) {
      const scene = names?.scenes.get(String(said.scene))?.code ?? t("words.a-scene");
      const shot = names?.shots.get(String(said.after))?.code ?? t("words.new-shot");
      const place = t(said.after ? "words.behind" : "words.first", { scene, shot });
      return said.description ? `${String(said.description)}\n${place}` : place;
    }
    return lookText(value, (id) => names?.scenes.get(id)?.code ?? names?.shots.get(id)?.code) ?? valueText(value);
  };
}
