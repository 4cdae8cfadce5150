/** The keys of the player, in the registry that tooltips, palette and help read. */
import { useTranslation } from "react-i18next";
import { useShortcut } from "../keys/registry";
import type { Deck } from "./deck";
import { toggleMute } from "./volume-control";

interface Beside {
  total: number;
  goTo: () => void;
  fullScreen: () => void;
  /** None where there is no burn-in. */
  burnIn?: () => void;
  /** Whether there is something to hear. */
  heard: boolean;
}

export function usePlayerKeys(reel: Deck | null, { total, goTo, fullScreen, burnIn, heard }: Beside): void {
  const { t } = useTranslation("player");
  const group = t("title");
  const enabled = reel !== null && total > 0;
  useShortcut({
    id: "player.toggle",
    label: t("keys.toggle"),
    group,
    keys: "space",
    enabled,
    run: () => reel?.toggle(),
  });
  useShortcut({ id: "player.toggle-k", label: t("keys.toggle"), group, keys: "k", enabled, run: () => reel?.toggle() });
  useShortcut({
    id: "player.reverse",
    label: t("keys.reverse"),
    group,
    keys: "j",
    enabled,
    run: () => reel?.shuttle(-1),
  });
  useShortcut({ id: "player.faster", label: t("keys.faster"), group, keys: "l", enabled, run: () => reel?.shuttle(1) });
  useShortcut({ id: "player.back", label: t("back"), group, keys: "arrowleft", enabled, run: () => reel?.step(-1) });
  useShortcut({
    id: "player.forward",
    label: t("forward"),
    group,
    keys: "arrowright",
    enabled,
    run: () => reel?.step(1),
  });
  useShortcut({
    id: "player.back-10",
    label: t("keys.back-10"),
    group,
    keys: "shift+arrowleft",
    enabled,
    run: () => reel?.step(-10),
  });
  useShortcut({
    id: "player.forward-10",
    label: t("keys.forward-10"),
    group,
    keys: "shift+arrowright",
    enabled,
    run: () => reel?.step(10),
  });
  useShortcut({ id: "player.start", label: t("start"), group, keys: "home", enabled, run: () => reel?.seek(0) });
  useShortcut({ id: "player.end", label: t("end"), group, keys: "end", enabled, run: () => reel?.seek(total - 1) });
  useShortcut({
    id: "player.loop",
    label: t("loop"),
    group,
    keys: "mod+l",
    enabled,
    run: () => reel?.setLoop(!reel.state.loop),
  });
  // Not G alone: that begins "g b" and the other ways to go somewhere.
  useShortcut({ id: "player.go-to", label: t("go-to.open"), group, keys: "shift+g", enabled, run: goTo });
  useShortcut({ id: "player.full-screen", label: t("full-screen"), group, keys: "f", enabled, run: fullScreen });
  useShortcut({
    id: "player.burn-in",
    label: t("burn-in"),
    group,
    keys: "shift+o",
    enabled: enabled && burnIn !== undefined,
    run: () => burnIn?.(),
  });
  useShortcut({
    id: "player.mute",
    label: t("keys.mute"),
    group,
    keys: "shift+m",
    enabled: enabled && heard,
    run: toggleMute,
  });
  useShortcut({ id: "player.in", label: t("range.in"), group, keys: "i", enabled, run: () => reel?.markIn() });
  useShortcut({ id: "player.out", label: t("range.out"), group, keys: "o", enabled, run: () => reel?.markOut() });
  useShortcut({
    id: "player.all",
    label: t("range.clear"),
    group,
    enabled: enabled && reel?.state.range !== null,
    run: () => reel?.clearRange(),
  });
}
