/** The two pictures: beside each other or over each other, with one zoom and one place for both. */
import { useEffect, useRef, useState, type PointerEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import type { Mode } from "./search";
import type { Compared } from "./sides";
import type { Paired } from "./use-pair";
import { dragged, transformOf, zoomed, type View } from "./view";

/** How long each of two stands when they take turns. */
const BLINK = 500;

interface StageProps {
  sides: readonly [Compared, Compared];
  /** What each shows, for whoever cannot see it. */
  names: readonly [string, string];
  paired: Paired;
  mode: Mode;
  much: number;
  gain: number;
  view: View;
  onMuch: (much: number) => void;
  onView: (view: View) => void;
  children?: ReactNode;
}

export function Stage({ sides, names, paired, mode, much, gain, view, onMuch, onView, children }: StageProps) {
  const stage = useRef<HTMLDivElement>(null);
  const second = useTurns(mode === "blink");
  const hands = useHands(stage, mode, view, onMuch, onView);
  const apart = mode === "side";
  const looks = [
    {},
    mode === "wipe"
      ? { clipPath: `inset(0 0 0 ${much}%)` }
      : mode === "onion"
        ? { opacity: much / 100 }
        : mode === "blink"
          ? { visibility: second ? ("visible" as const) : ("hidden" as const) }
          : mode === "difference"
            ? { mixBlendMode: "difference" as const }
            : {},
  ];
  return (
    <div
      ref={stage}
      data-testid="stage"
      data-mode={mode}
      className={classes(
        "relative min-h-24 flex-1 touch-none overflow-hidden bg-picture portrait:max-md:min-h-[56vw]",
        apart && "grid grid-cols-2 gap-px bg-line portrait:max-md:min-h-[112vw] portrait:max-md:grid-cols-1",
        view.zoom > 100 && "cursor-grab",
      )}
      style={mode === "difference" ? { filter: `brightness(${gain})`, isolation: "isolate" } : {}}
      {...hands}
    >
      {sides.map((side, index) => (
        <div
          key={index}
          className={classes("overflow-hidden bg-picture", apart ? "relative min-h-0" : "absolute inset-0")}
          style={looks[index]}
        >
          <div className="absolute inset-0" style={{ transform: transformOf(view) }}>
            <video
              ref={paired.videos[index]}
              muted
              playsInline
              preload="auto"
              tabIndex={-1}
              aria-hidden
              className="absolute inset-0 size-full object-contain opacity-0"
            />
            {side.picture !== null && (
              <img src={side.picture} alt={names[index] ?? ""} className="absolute inset-0 size-full object-contain" />
            )}
            <canvas
              ref={paired.canvases[index]}
              role="img"
              aria-label={names[index] ?? ""}
              hidden={side.url === null || paired.state.frame === null}
              data-testid={`side-${index}`}
              className="absolute inset-0 size-full object-contain"
            />
          </div>
          {mode !== "difference" && (
            <p
              className={classes(
                "numbers pointer-events-none absolute top-2 rounded-sm bg-black/70 px-1.5 py-0.5 text-body text-text",
                index === 1 && (mode === "wipe" || mode === "onion") ? "right-2" : "left-2",
              )}
            >
              {names[index]}
            </p>
          )}
        </div>
      ))}
      {mode === "wipe" && <Edge much={much} onMuch={onMuch} stage={stage} name={names[0]} />}
      {children}
    </div>
  );
}

/** The edge between the two: dragged by mouse, pen and finger, moved by arrow keys. */
function Edge({
  much,
  onMuch,
  stage,
  name,
}: {
  much: number;
  onMuch: (much: number) => void;
  stage: { current: HTMLDivElement | null };
  name: string;
}) {
  const { t } = useTranslation("compare");
  const move = (event: PointerEvent) => {
    const box = stage.current?.getBoundingClientRect();
    if (box) onMuch(percent((event.clientX - box.left) / box.width));
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t("wipe")}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={much}
      aria-valuetext={t("wipe-text", { percent: much, name })}
      className="absolute inset-y-0 w-11 -translate-x-1/2 cursor-ew-resize touch-none"
      style={{ left: `${much}%` }}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) move(event);
      }}
      onKeyDown={(event) => {
        const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
        const to = event.key === "Home" ? 0 : event.key === "End" ? 100 : by === undefined ? null : much + by;
        if (to === null) return;
        event.preventDefault();
        event.stopPropagation();
        onMuch(Math.max(0, Math.min(100, to)));
      }}
    >
      <span aria-hidden className="absolute inset-y-0 left-1/2 w-0.5 -translate-x-1/2 bg-text shadow-[0_0_2px_#000]" />
      <span
        aria-hidden
        className="absolute top-1/2 left-1/2 flex size-8 -translate-1/2 items-center justify-center rounded-full border border-black bg-text text-form text-base"
      >
        ↔
      </span>
    </div>
  );
}

const percent = (part: number): number => Math.round(Math.max(0, Math.min(1, part)) * 100);

/** Which of the two stands, where they take turns; whoever wants no motion has the second one stand. */
function useTurns(on: boolean): boolean {
  const [second, setSecond] = useState(true);
  useEffect(() => {
    if (!on || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const timer = setInterval(() => setSecond((before) => !before), BLINK);
    return () => clearInterval(timer);
  }, [on]);
  return second || !on;
}

type Place = { x: number; y: number };

/** One pointer drags the picture, or the edge of a wipe while the picture is whole; two make it larger and smaller. */
function useHands(
  stage: { current: HTMLDivElement | null },
  mode: Mode,
  view: View,
  onMuch: (much: number) => void,
  onView: (view: View) => void,
) {
  const pointers = useRef(new Map<number, Place>());
  const latest = useRef({ view, onView });
  useEffect(() => {
    latest.current = { view, onView };
  });
  useEffect(() => {
    const element = stage.current;
    const turned = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const { view, onView } = latest.current;
      onView(zoomed(view, Math.exp(-event.deltaY / 200), paneAt(element, event, mode).at));
    };
    element?.addEventListener("wheel", turned, { passive: false });
    return () => element?.removeEventListener("wheel", turned);
  }, [stage, mode]);
  const leave = (event: PointerEvent) => pointers.current.delete(event.pointerId);
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      stage.current?.setPointerCapture(event.pointerId);
      pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    },
    onPointerMove: (event: PointerEvent) => {
      const before = pointers.current.get(event.pointerId);
      if (!before) return;
      const now = { x: event.clientX, y: event.clientY };
      const { box } = paneAt(stage.current, event, mode);
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
      pointers.current.set(event.pointerId, now);
      if (other) {
        const middle = { x: (now.x + other.x) / 2 - box.left, y: (now.y + other.y) / 2 - box.top };
        const at = { x: (middle.x % box.width) / box.width, y: (middle.y % box.height) / box.height };
        return onView(zoomed(view, apartBy(now, other) / Math.max(1, apartBy(before, other)), at));
      }
      if (view.zoom > 100)
        return onView(dragged(view, (now.x - before.x) / box.width, (now.y - before.y) / box.height));
      if (mode === "wipe") onMuch(percent((now.x - box.left) / box.width));
    },
    onPointerUp: leave,
    onPointerCancel: leave,
  };
}

const apartBy = (one: Place, other: Place): number => Math.hypot(one.x - other.x, one.y - other.y);

/** The size of one picture's place, and where in it the pointer is: beside each other there are two of them. */
function paneAt(stage: HTMLElement | null, event: { clientX: number; clientY: number }, mode: Mode) {
  const pane = (mode === "side" ? stage?.firstElementChild : stage)?.getBoundingClientRect() ?? new DOMRect(0, 0, 1, 1);
  const box = { left: pane.left, top: pane.top, width: Math.max(1, pane.width), height: Math.max(1, pane.height) };
  const [across, down] = [event.clientX - box.left, event.clientY - box.top];
  return { box, at: { x: (across % box.width) / box.width, y: (down % box.height) / box.height } };
}
