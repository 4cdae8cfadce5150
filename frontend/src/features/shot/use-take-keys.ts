/** Arrows up and down walk the stack of takes. */
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import type { Take } from "../../shared/player/takes";

export function useTakeKeys(takes: readonly Take[], take: Take | undefined, select: (take: string) => void): void {
  const { t } = useTranslation("shot");
  const here = takes.findIndex((each) => each.id === take?.id);
  const go = (by: number) => {
    const next = takes[here + by];
    if (next) select(next.id);
  };
  useShortcut({
    id: "shot.take-up",
    label: t("keys.take-up"),
    group: t("title"),
    keys: "arrowup",
    enabled: here > 0,
    run: () => go(-1),
  });
  useShortcut({
    id: "shot.take-down",
    label: t("keys.take-down"),
    group: t("title"),
    keys: "arrowdown",
    enabled: here < takes.length - 1,
    run: () => go(1),
  });
}
