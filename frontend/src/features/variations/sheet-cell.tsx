/** One cell of a contact sheet: the take, which plays while the pointer is on it, or how far it is. */
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import type { SheetCell } from "./layout";

const GLYPH: Readonly<Record<SheetCell["state"], string>> = {
  made: "●",
  running: "▶",
  queued: "◔",
  held: "‖",
  failed: "✕",
  cancelled: "–",
};

interface CellProps {
  cell: SheetCell;
  where: string;
  chosen: boolean;
  playing: boolean;
  twin: boolean;
  onChoose: () => void;
}

export function SheetCellButton({ cell, where, chosen, playing, twin, onChoose }: CellProps) {
  const { t } = useTranslation("variations");
  const video = useRef<HTMLVideoElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (chosen) button.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [chosen]);
  const { take } = cell;
  const proxy = take?.proxy;
  useEffect(() => play(video.current, playing), [playing]);
  const state = take ? t("sheet.take", { number: take.number }) : t(`sheet.state.${cell.state}`);
  return (
    <button
      ref={button}
      type="button"
      aria-pressed={chosen}
      onClick={onChoose}
      onPointerEnter={() => play(video.current, true)}
      onPointerLeave={() => playing || play(video.current, false)}
      className={classes(
        "flex w-full min-w-36 flex-col overflow-hidden rounded-md border bg-panel text-left",
        chosen ? "border-accent outline-2 outline-accent" : "border-line hover:border-strong",
      )}
    >
      <span className="relative flex aspect-video w-full items-center justify-center bg-picture">
        {where && <span className="sr-only">{where}: </span>}
        {proxy ? (
          <video
            ref={video}
            src={proxy}
            poster={take?.poster ?? undefined}
            muted
            loop
            playsInline
            preload="none"
            autoPlay={playing}
            tabIndex={-1}
            aria-hidden
            className="size-full object-contain"
          />
        ) : take?.poster ? (
          <img src={take.poster} alt="" className="size-full object-contain" />
        ) : (
          <Waiting cell={cell} />
        )}
        {take?.out_of_date && <span aria-hidden className="stale-corner absolute top-0 right-0 size-3" />}
      </span>
      <span className="flex items-center gap-2 px-2 py-1 text-body">
        <span aria-hidden className={cell.state === "failed" ? "text-failed" : "text-muted"}>
          {GLYPH[cell.state]}
        </span>
        <span className="numbers">{state}</span>
        {take?.in_use && (
          <span className="rounded-sm border border-accent/60 px-1 text-label">{t("sheet.in-use")}</span>
        )}
        {twin && (
          <span className="text-label text-muted" title={t("sheet.same")}>
            <span aria-hidden>=</span>
            <span className="sr-only">{t("sheet.same")}</span>
          </span>
        )}
      </span>
    </button>
  );
}

function play(video: HTMLVideoElement | null, on: boolean): void {
  if (!video) return;
  if (on) return void video.play().catch(() => undefined);
  video.pause();
  video.currentTime = 0;
}

/** How far it is and what it waits for; that it waits stands below. */
function Waiting({ cell: { progress, reason } }: { cell: SheetCell }) {
  return (
    <span className="flex max-h-full flex-col items-center gap-1 overflow-hidden p-2 text-center text-label text-muted">
      {progress && <span className="numbers">{Math.round((100 * progress.step) / progress.steps)} %</span>}
      {reason && <span className="line-clamp-3 break-words">{reason}</span>}
    </span>
  );
}
