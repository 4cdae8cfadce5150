/** What is drawn, over the picture: one SVG in pixels of the picture, which the browser lays out as it lays out the picture. */
import { memo, useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { classes } from "../lib/classes";
import {
  boxOf,
  drawnTo,
  hasRoom,
  INK,
  isDrawn,
  LETTERS,
  LINE,
  lineWidth,
  pathOf,
  pixelOf,
  placeOf,
  type MOST,
  type Point,
  type Shape,
  type Size,
} from "./drawing";
import { crossTo, hundredths, MIDDLE } from "./cross";
import { Hand } from "./hand";
import type { Pen } from "./pen";
import "./words";

interface Shown {
  key: string;
  /** What a screen reader says of it. */
  label: string;
  shapes: readonly Shape[];
  /** Drawn on another frame or take than this. */
  ghost?: boolean;
}

export function DrawingLayer({ size, shown }: { size: Size; shown: readonly Shown[] }) {
  return (
    <svg
      viewBox={`0 0 ${size.width} ${size.height}`}
      className="pointer-events-none absolute inset-0 size-full"
      data-testid="drawings"
    >
      {shown.map(({ key, label, shapes, ghost }) => (
        <g key={key} role="img" aria-label={label} opacity={ghost ? 0.5 : 1}>
          <Shapes shapes={shapes} size={size} />
        </g>
      ))}
    </svg>
  );
}

/** Where one draws: mouse, pen, one finger, or keys; each shape is told once it is whole. */
export function DrawingPad({
  size,
  pen,
  shapes,
  most,
  onChange,
}: {
  size: Size;
  pen: Pen;
  shapes: readonly Shape[];
  /** What the drawing may hold at most, where that is less than a note does. */
  most?: typeof MOST;
  onChange: (shapes: Shape[]) => void;
}) {
  const { t } = useTranslation("notes");
  const [under, setUnder] = useState<Shape | null>(null);
  const [writing, setWriting] = useState<Shape | null>(null);
  const [cross, setCross] = useState<Point | null>(null);
  const help = useId();
  const svg = useRef<SVGSVGElement>(null);
  // Whoever draws by keys is where they draw, and the keys of the player are not meant.
  useEffect(() => svg.current?.focus({ preventScroll: true }), []);
  const [hand] = useState(() => new Hand());
  const at = (event: { clientX: number; clientY: number }) => {
    const matrix = svg.current?.getScreenCTM();
    return matrix ? placeOf({ x: event.clientX, y: event.clientY }, matrix, size) : null;
  };
  const add = (shape: Shape | null) =>
    shape && isDrawn(shape) && hasRoom(shapes, shape, most) && onChange([...shapes, shape]);
  const begin = (event: PointerEvent) => {
    const place = at(event);
    if (!place || event.button !== 0) return;
    event.preventDefault();
    const coming = hand.down(event);
    if (coming === "drops") setUnder(null);
    if (coming !== "begins") return;
    setCross(null);
    const shape = begun(pen, place);
    if (pen.tool === "text") return setWriting(shape);
    event.currentTarget.setPointerCapture(event.pointerId);
    setUnder(shape);
  };
  const move = (event: PointerEvent) => {
    if (!under || !hand.draws(event)) return;
    // A pen reports more places than there are frames of the screen.
    const every = event.nativeEvent.getCoalescedEvents?.() ?? [];
    const places = (every.length > 0 ? every : [event.nativeEvent]).map(at);
    // Moves come right before a frame is painted: what waited would be painted with the next one.
    flushSync(() => setUnder(places.reduce((shape, place) => (place ? drawnTo(shape, place) : shape), under)));
  };
  const end = (event: PointerEvent, keeps: boolean) => {
    if (!hand.up(event)) return;
    if (keeps) add(under);
    setUnder(null);
  };
  const press = (event: KeyboardEvent) => {
    const place = cross ?? MIDDLE;
    const led = event.ctrlKey || event.metaKey || event.altKey ? null : crossTo(place, event);
    if (led) {
      setCross(led);
      setUnder((shape) => shape && drawnTo(shape, led));
    } else if (event.key === "Enter") {
      setCross(place);
      if (pen.tool === "text") setWriting(begun(pen, place));
      else {
        add(under);
        setUnder(under ? null : begun(pen, place));
      }
    } else if (event.key === "Escape" && under) setUnder(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <div
        role="presentation"
        className={classes("absolute inset-0 touch-none", pen.tool === "text" ? "cursor-text" : "cursor-crosshair")}
        onClick={(event) => event.stopPropagation()}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={(event) => end(event, true)}
        onPointerCancel={(event) => end(event, false)}
      >
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- as an application it is interactive */}
        <svg
          ref={svg}
          viewBox={`0 0 ${size.width} ${size.height}`}
          className="size-full focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-accent"
          role="application"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- one draws on it with keys
          tabIndex={0}
          aria-label={t("draw.pad", { count: shapes.length })}
          aria-describedby={help}
          data-testid="drawing-pad"
          onKeyDown={press}
        >
          <Shapes shapes={shapes} size={size} />
          {under && <One shape={under} size={size} />}
          {cross && <Cross at={cross} size={size} />}
        </svg>
      </div>
      <p id={help} className="sr-only">
        {t("draw.by-keys")}
      </p>
      <p role="status" className="sr-only">
        {cross && t(under ? "draw.to" : "draw.at", hundredths(cross))}
      </p>
      {writing && (
        <input
          autoFocus
          aria-label={t("draw.words")}
          placeholder={t("draw.words")}
          maxLength={500}
          className="absolute inset-x-0 bottom-2 z-10 mx-auto h-8 w-64 max-w-full rounded-md border border-accent bg-base px-2 text-form text-text"
          onClick={(event) => event.stopPropagation()}
          onKeyDown={(event) => {
            if (event.key !== "Enter" && event.key !== "Escape") return;
            event.preventDefault();
            event.stopPropagation();
            if (event.key === "Enter") add({ ...writing, text: event.currentTarget.value.trim() });
            setWriting(null);
          }}
          onBlur={(event) => {
            add({ ...writing, text: event.currentTarget.value.trim() });
            setWriting(null);
          }}
        />
      )}
    </>
  );
}

const begun = ({ tool, colour }: Pen, place: Point): Shape => ({
  tool,
  points: [place],
  colour,
  width: tool === "text" ? LETTERS : LINE,
  text: "",
});

/** Where the next key begins or ends: dark beside bright, so that it is seen on any picture. */
function Cross({ at, size }: { at: Point; size: Size }) {
  const [x, y] = pixelOf(at, size);
  const reach = 0.03 * size.height;
  const path = `M${x - reach} ${y}h${2 * reach}M${x} ${y - reach}v${2 * reach}`;
  return (
    <g aria-hidden data-testid="cross">
      <path d={path} stroke="#000000" strokeWidth={size.height / 120} />
      <path d={path} stroke="#ffffff" strokeWidth={size.height / 300} />
    </g>
  );
}

/** A dark edge under each line keeps it to be seen on any picture. */
const Shapes = memo(({ shapes, size }: { shapes: readonly Shape[]; size: Size }) =>
  // oxlint-disable-next-line react/no-array-index-key -- shapes only come and go at the end
  shapes.map((shape, index) => <One key={index} shape={shape} size={size} />),
);

function One({ shape, size }: { shape: Shape; size: Size }) {
  const ink = INK[shape.colour ?? "red"];
  const width = lineWidth(shape.width ?? LINE, size);
  const edge = { stroke: shape.colour === "black" ? "#ffffff" : "#000000", strokeOpacity: 0.6 };
  const line = { fill: "none", strokeLinecap: "round", strokeLinejoin: "round" } as const;
  if (shape.tool === "text") {
    const [x, y] = pixelOf(shape.points[0] ?? [], size);
    return (
      <text x={x} y={y} fontSize={width} fill={ink} {...edge} strokeWidth={width / 12} paintOrder="stroke">
        {shape.text}
      </text>
    );
  }
  const drawn = (more: { stroke: string; strokeOpacity?: number; strokeWidth: number }) => {
    if (shape.tool === "rectangle") return <rect {...boxOf(shape, size)} {...line} {...more} />;
    if (shape.tool !== "ellipse") return <path d={pathOf(shape, size)} {...line} {...more} />;
    const box = boxOf(shape, size);
    const [rx, ry] = [box.width / 2, box.height / 2];
    return <ellipse cx={box.x + rx} cy={box.y + ry} rx={rx} ry={ry} {...line} {...more} />;
  };
  return (
    <>
      {drawn({ ...edge, strokeWidth: width * 1.8 })}
      {drawn({ stroke: ink, strokeWidth: width })}
    </>
  );
}
