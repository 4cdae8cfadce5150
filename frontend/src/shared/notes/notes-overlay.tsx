/** Drawings over the picture: those of the frame that is shown, the one that is looked at in the list, and the one being made. */
import { useTranslation } from "react-i18next";
import { sizeOf, type Take } from "../player/takes";
import { useWords, worthKeeping, type Verdict } from "../player/use-verdict";
import { DrawingLayer, DrawingPad } from "./drawing-layer";
import { isOn, keyOf, type Thread } from "./notes";
import { usePen } from "./pen";
import "./words";

interface NotesOverlayProps {
  take: Take;
  threads: readonly Thread[];
  frame: number | null;
  looked: string | null;
  verdict: Verdict | null;
}

export function NotesOverlay({ take, threads, frame, looked, verdict }: NotesOverlayProps) {
  const { t } = useTranslation("notes");
  const pen = usePen();
  const words = useWords(take.id, "note", take.version);
  const said = words.value ?? { text: "", frame: verdict?.frame ?? 0, last: verdict?.last ?? null };
  const size = sizeOf(take);
  const making = verdict?.kind === "note" && isOn({ frame: said.frame, last: said.last ?? null }, frame);
  const shown = threads
    .filter((each) => each.drawing.length > 0)
    .filter((each) => keyOf(each) === looked || (!each.carried && !each.resolved && isOn(each, frame)))
    .map((each) => ({
      key: keyOf(each),
      label: t("draw.drawing", { text: each.text }),
      shapes: each.drawing,
      ghost: each.carried || !isOn(each, frame),
    }));
  return (
    <>
      <DrawingLayer size={size} shown={shown} />
      {making && pen.on && (
        <DrawingPad
          size={size}
          pen={pen}
          shapes={said.drawing ?? []}
          onChange={(drawing) => words.write(worthKeeping({ ...said, drawing }))}
        />
      )}
      {making && !pen.on && (said.drawing ?? []).length > 0 && (
        <DrawingLayer
          size={size}
          shown={[{ key: "own", label: t("draw.drawing", { text: said.text }), shapes: said.drawing ?? [] }]}
        />
      )}
    </>
  );
}
