/** What the palette lists for what is typed: commands and pages at once, things once the server has told them. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "../../shared/api/session";
import { useCommands } from "../../shared/keys/registry";
import { commandGroups, hitGroups, recentGroup, type Group } from "./entries";
import { searchQuery } from "./hits";
import { recentOf } from "./recent";
import { useSettled } from "./use-settled";

const REST = 120;

export interface Finding {
  groups: Group[];
  /** What is shown of things answers an older text, or nothing yet. */
  late: boolean;
  /** Nothing at all is called so: said once the server has answered. */
  nothing: boolean;
  problem: Error | null;
  again: () => void;
}

export function useFinding(production: string | undefined, typed: string): Finding {
  const { t } = useTranslation();
  const person = useQuery(sessionQuery).data?.person?.person ?? "";
  const text = typed.trim();
  const settled = useSettled(text, REST);
  const asked = production !== undefined && settled !== "" && text !== "";
  const { data, isPlaceholderData, isFetching, error, refetch } = useQuery({
    ...searchQuery(production ?? "", settled),
    enabled: asked,
    retry: false,
  });
  const commands = Object.values(useCommands((state) => state.commands)).filter(
    (each) => each.enabled !== false && each.id !== "palette",
  );
  const offered = commandGroups(commands, t("groups.go"), text);
  const answered = asked && data && !error ? data : undefined;
  const things = production && answered ? hitGroups(production, answered.results, answered.more) : [];
  const recent = production && text === "" ? recentGroup(recentOf(person, production)) : [];
  const groups = [...recent, ...offered, ...things];
  const looked = production !== undefined && text !== "";
  const late = looked && (settled !== text || isPlaceholderData || (isFetching && !data));
  return {
    groups,
    late,
    nothing: groups.length === 0 && !late && !error,
    problem: looked ? error : null,
    again: () => void refetch(),
  };
}
