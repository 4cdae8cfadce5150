/** What opens above the page, fetched once the page stands: it opens then though the server is lost. */
import { useEffect } from "react";
import { lazyPart } from "../../shared/routing/lazy-part";
import { useOverlays, type Overlay } from "./overlays";

const PARTS = {
  palette: lazyPart(() => import("./palette"), "Palette", null),
  help: lazyPart(() => import("./help-sheet"), "HelpSheet", null),
  appearance: lazyPart(() => import("./appearance-sheet"), "AppearanceSheet", null),
} satisfies Record<Overlay, unknown>;

export function Overlays() {
  const open = useOverlays((state) => state.open);
  useEffect(() => {
    for (const part of Object.values(PARTS)) void part.preload();
  }, []);
  if (!open) return null;
  const Part = PARTS[open];
  return <Part />;
}
