/** The keys of the timeline, beside those of the player. */
import { useTranslation } from "react-i18next";
import { useCommands, useShortcut } from "../../shared/keys/registry";
import type { Edge } from "./timeline-edits";

interface Keys {
  enabled: boolean;
  onEdge: (edge: Edge) => void;
  onMode: () => void;
  onTrim: (by: number) => void;
  onShift: (by: number) => void;
  onStep: (by: number) => void;
  onDrop: () => void;
  onZoom: (by: number) => void;
  onAll: () => void;
}

/** Offer to undo what one did last, where one may. */
function undo(): void {
  const own = useCommands.getState().commands["own.undo"];
  if (own?.enabled !== false) own?.run();
}

export function useTimelineKeys({
  enabled,
  onEdge,
  onMode,
  onTrim,
  onShift,
  onStep,
  onDrop,
  onZoom,
  onAll,
}: Keys): void {
  const { t } = useTranslation("timeline");
  const group = t("title");
  // Who may not edit keeps what a browser does by these keys: a command without keys takes none.
  const use = (id: string, label: string, keys: string, run: () => void, on = enabled, once = false) =>
    // oxlint-disable-next-line react-hooks/rules-of-hooks -- always the same ones, in one order
    useShortcut({
      id: `timeline.${id}`,
      label: t(label),
      group,
      inFields: false,
      enabled: on,
      once,
      run,
      ...(on ? { keys } : {}),
    });
  use("head", "choose-head", "[", () => onEdge("head"));
  use("tail", "choose-tail", "]", () => onEdge("tail"));
  use("earlier", "earlier", ",", () => onTrim(-1));
  use("later", "later", ".", () => onTrim(1));
  use("earlier-10", "earlier-10", "<", () => onTrim(-10));
  use("later-10", "later-10", ">", () => onTrim(10));
  use("mode", "change-mode", "r", onMode);
  use("move-earlier", "move-earlier", "alt+arrowleft", () => onShift(-1));
  use("move-later", "move-later", "alt+arrowright", () => onShift(1));
  use("before", "before", "arrowup", () => onStep(-1), true);
  use("behind", "behind", "arrowdown", () => onStep(1), true);
  use("drop", "leave-out", "delete", onDrop, enabled, true);
  use("undo", "undo", "mod+z", undo);
  use("closer", "zoom-in", "+", () => onZoom(1), true);
  use("further", "zoom-out", "-", () => onZoom(-1), true);
  use("all", "zoom-all", "0", onAll, true);
}
