/** The line of frames: drag or press to go there; marks of notes, clips and scenes stand on it. */
import { Fragment, memo, useRef, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../lib/classes";
import { useNumbering } from "./numbering";
import { clamp, type Rate } from "./timing";

export interface Mark {
  frame: number;
  label: string;
  kind: "clip" | "scene" | "note" | "must-fix" | "question" | "changes" | "gap";
  /** For gaps: how many frames have no picture; for notes on several frames, how many. */
  frames?: number;
}

interface ScrubberProps {
  total: number;
  head: number;
  shown: number | null;
  marks: readonly Mark[];
  range: readonly [number, number] | null;
  rate: Rate;
  onSeek: (frame: number) => void;
}

const LOOK: Record<Mark["kind"], string> = {
  clip: "top-2.5 h-2 w-px bg-strong",
  scene: "top-1 h-5 w-px bg-muted",
  note: "top-0 size-2 -translate-x-1/2 rounded-full bg-in-review",
  "must-fix": "top-0 size-2 -translate-x-1/2 bg-failed",
  question: "top-0 size-2 -translate-x-1/2 rotate-45 bg-running",
  changes: "top-0 size-2 -translate-x-1/2 rotate-45 bg-changes",
  gap: "top-[11px] h-1.5 bg-[repeating-linear-gradient(45deg,var(--color-idle)_0_2px,transparent_2px_4px)]",
};

export function Scrubber({ total, head, shown, marks, range, rate, onSeek }: ScrubberProps) {
  const { t } = useTranslation("player");
  const { number, timecode } = useNumbering();
  const line = useRef<HTMLDivElement>(null);
  const at = shown ?? head;
  const seek = ({ clientX }: PointerEvent) => {
    const box = line.current?.getBoundingClientRect();
    if (box && box.width > 0) onSeek(clamp(Math.floor(((clientX - box.left) / box.width) * total), total));
  };
  return (
    <div className="px-3">
      <div
        ref={line}
        role="slider"
        tabIndex={0}
        aria-label={t("position")}
        aria-valuemin={number(0)}
        aria-valuemax={number(Math.max(0, total - 1))}
        aria-valuenow={number(at)}
        aria-valuetext={t("position-text", { frame: number(at), timecode: timecode(at, rate) })}
        className="relative h-7 touch-none"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          seek(event);
        }}
        onPointerMove={(event) => event.buttons === 1 && seek(event)}
      >
        <div className="absolute inset-x-0 top-[13px] h-0.5 bg-line" />
        <div className="absolute top-[13px] left-0 h-0.5 bg-muted" style={{ width: share(head, total) }} />
        {range && (
          <span
            aria-hidden
            className="absolute top-1.5 h-4 border-x-2 border-accent bg-accent/20"
            style={{ left: share(range[0], total), width: share(range[1] + 1 - range[0], total) }}
          />
        )}
        <Marks marks={marks} total={total} />
        <span
          aria-hidden
          className="absolute top-1.5 h-4 w-1 -translate-x-1/2 rounded-sm bg-text"
          style={{ left: share(head + 0.5, total) }}
        />
      </div>
    </div>
  );
}

/** Drawn anew only when they are others, not with every frame. */
const Marks = memo(({ marks, total }: { marks: readonly Mark[]; total: number }) =>
  marks.map((mark, index) => (
    <Fragment key={`${index} ${mark.kind}${mark.frame}`}>
      <span
        title={mark.label}
        className={classes("absolute", LOOK[mark.kind])}
        style={{
          left: share(mark.frame, total),
          ...(mark.frames && mark.kind === "gap" ? { width: share(mark.frames, total) } : {}),
        }}
      />
      {mark.frames && mark.kind !== "gap" && (
        <span
          className="absolute top-[3px] h-0.5 bg-muted"
          style={{ left: share(mark.frame, total), width: share(mark.frames, total) }}
        />
      )}
    </Fragment>
  )),
);

const share = (frame: number, total: number) => `${(100 * frame) / Math.max(1, total)}%`;
