/** What is asked to become of shots by a change set: of the selected ones, or of the one that the keyboard stands on. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { useProduction } from "../../shared/routing/use-production";
import type { ShotAct } from "./shot-acts";
import "./words";

export const ACT_KEYS: Readonly<Record<ShotAct, string>> = { add: "n", move: "m", remove: "delete" };

export interface ShotActs {
  /** What is being asked, and of which shots. */
  asking: { act: ShotAct; shots: readonly string[] } | null;
  ask: (act: ShotAct) => void;
  close: () => void;
  /** Whether there is a shot to do it with, and the right to gather. */
  can: (act: ShotAct) => boolean;
}

/** `chosen` are the selected shots in film order, `cursor` the one that the keyboard stands on. */
export function useShotActs(chosen: readonly string[], cursor: string | null): ShotActs {
  const { t } = useTranslation("shot-acts");
  const { may, past } = useProduction();
  const [asking, setAsking] = useState<ShotActs["asking"]>(null);
  const shots = chosen.length > 0 ? chosen : cursor ? [cursor] : [];
  const allowed = may("gather_changes").allowed && !past;
  const can = (act: ShotAct) => allowed && (act === "add" || shots.length > 0);
  const ask = (act: ShotAct) => setAsking({ act, shots });
  const command = (act: ShotAct) => ({
    id: `board.${act}`,
    label: t(`${act}.do`),
    group: t("menu"),
    keys: ACT_KEYS[act],
    enabled: can(act),
    run: () => ask(act),
  });
  useShortcut(command("add"));
  useShortcut(command("move"));
  useShortcut(command("remove"));
  return { asking, ask, close: () => setAsking(null), can };
}
