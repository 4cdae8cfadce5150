/** Over the picture: where whoever leads points, and what they draw; for them, the pad on which they do. */
import { useRef, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { DrawingLayer, DrawingPad } from "../notes/drawing-layer";
import { MOST_TOGETHER, pixelOf, placeOf, type Size } from "../notes/drawing";
import { usePen } from "../notes/pen";
import type { Together } from "./use-together";
import "./words";

export function TogetherLayer({ size, together }: { size: Size; together: Together }) {
  const { t } = useTranslation("together");
  const pen = usePen();
  const svg = useRef<SVGSVGElement>(null);
  const { told, leading, drawing } = together;
  if (!together.on || !told) return null;
  const leader = told.people.find(({ id }) => id === told.leader)?.name ?? "";
  const move = (event: PointerEvent) => {
    const matrix = svg.current?.getScreenCTM();
    if (matrix) together.point(placeOf({ x: event.clientX, y: event.clientY }, matrix, size));
  };
  if (leading && pen.on)
    return <DrawingPad size={size} pen={pen} shapes={drawing} most={MOST_TOGETHER} onChange={together.draw} />;
  const pointer = leading ? null : told.pointer;
  return (
    <>
      <div
        role="presentation"
        className={leading ? "absolute inset-0" : "pointer-events-none absolute inset-0"}
        {...(leading ? { onPointerMove: move, onPointerLeave: () => together.point(null) } : {})}
      >
        <svg ref={svg} viewBox={`0 0 ${size.width} ${size.height}`} className="size-full">
          {pointer && <Dot at={pixelOf(pointer, size)} size={size} label={t("pointer", { name: leader })} />}
        </svg>
      </div>
      {drawing.length > 0 && (
        <DrawingLayer size={size} shown={[{ key: "together", label: t("drawn", { name: leader }), shapes: drawing }]} />
      )}
    </>
  );
}

function Dot({ at: [x, y], size, label }: { at: readonly [number, number]; size: Size; label: string }) {
  return (
    <g role="img" aria-label={label} data-testid="pointer">
      <circle cx={x} cy={y} r={size.height / 40} fill="#ff4d4d" fillOpacity="0.5" stroke="#ffffff" strokeWidth="2" />
    </g>
  );
}
