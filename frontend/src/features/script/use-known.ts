/** Who and what one may name while writing: the people and groups of the production, and its scenes. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "../../shared/api/schema";
import { useProduction } from "../../shared/routing/use-production";
import type { Known } from "./completion";
import { namedQuery } from "./queries";

type Scene = components["schemas"]["Scene"];

export function useKnown(scenes: readonly Scene[]): Known {
  const { t } = useTranslation("references");
  const { id } = useProduction();
  const { data: references } = useQuery(namedQuery(id));
  return useMemo(
    () => ({
      people: (references ?? [])
        .filter(({ kind, removed }) => (kind === "character" || kind === "group") && !removed)
        .map(({ name, aliases, kind }) => ({ name, aliases, kind: t(`one.${kind}`) })),
      scenes: scenes.map(({ code, number, heading }) => ({ code, number, heading: heading.text })),
    }),
    [references, scenes, t],
  );
}
