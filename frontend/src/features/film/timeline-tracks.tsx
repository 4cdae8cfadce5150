/** The tracks below the picture: shots and gaps, what is spoken, what is placed and what is read, on one line of frames. */
import { useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useEffect, useMemo, useRef, useState, type PointerEvent, type ReactNode, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { itemsOf, partOf, type Cut, type CutClip, type CutItem } from "../../shared/api/cut";
import { classes } from "../../shared/lib/classes";
import { useNumbering } from "../../shared/player/numbering";
import { framesIn, type Rate } from "../../shared/player/timing";
import { barsOf, HEIGHT, outline } from "../../shared/player/waveform";
import { soundsQuery } from "./sounds-query";
import { idOf, type Edge } from "./timeline-edits";
import { filmCuesQuery } from "./timeline-cues";

interface TracksProps {
  production: string;
  cut: Cut;
  rate: Rate;
  /** Pixels of a frame. */
  scale: number;
  chosen: string | null;
  edge: Edge;
  editable: boolean;
  playhead: RefObject<HTMLDivElement | null>;
  scroller: RefObject<HTMLDivElement | null>;
  onChoose: (id: string) => void;
  onSeek: (frame: number) => void;
  onTrim: (id: string, edge: Edge, by: number) => void;
  onMove: (shot: string, frame: number) => void;
}

export function Tracks(props: TracksProps) {
  const { production, cut, rate, scale, playhead, scroller, onSeek } = props;
  const { t } = useTranslation("timeline");
  const sounds = useQuery(soundsQuery(production)).data ?? [];
  const captioned = cut.clips.some(({ captions }) => captions !== null);
  const cues = useQuery(filmCuesQuery(production, captioned)).data ?? [];
  const items = useMemo(() => itemsOf(cut), [cut]);
  const chosen = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    chosen.current?.scrollIntoView({ inline: "nearest", block: "nearest" });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- whenever another is chosen
  }, [props.chosen]);
  const across = (from: number, to: number) => ({ left: from * scale, width: Math.max(1, (to - from) * scale) });
  return (
    <section aria-label={t("tracks")} className="flex shrink-0 border-t border-line bg-panel text-label">
      <ul className="w-18 shrink-0 border-r border-line text-muted">
        <li className="h-5" aria-hidden />
        <Name className="h-16">{t("picture")}</Name>
        <Name className="h-8">{t("dialogue")}</Name>
        <Name className="h-6">{t("music")}</Name>
        <Name className="h-6">{t("captions")}</Name>
      </ul>
      <div ref={scroller} className="relative min-w-0 flex-1 overflow-x-auto">
        <div className="relative" style={{ width: cut.frames * scale + 24 }}>
          <Ruler cut={cut} rate={rate} scale={scale} onSeek={onSeek} />
          <ol className="relative h-16 border-t border-line">
            {items.map((item, index) => (
              <Item key={idOf(item)} {...props} item={item} index={index} button={chosen} />
            ))}
          </ol>
          <div className="relative h-8 border-t border-line">
            {cut.clips.map((clip) => (
              <div key={clip.shot} className="absolute inset-y-0" style={across(clip.start, clip.start + clip.frames)}>
                {clip.sound && <Heard clip={clip} peaks={clip.sound.peaks} />}
              </div>
            ))}
          </div>
          <div className="relative h-6 border-t border-line" title={t("placed")}>
            {sounds.map((sound) => {
              const from = framesIn(sound.at_ms, rate);
              const to = sound.length_ms === null ? cut.frames : from + framesIn(sound.length_ms, rate);
              return (
                <span
                  key={sound.id}
                  className="absolute inset-y-0.5 truncate rounded-sm border border-line bg-raised px-1"
                  style={across(from, Math.min(to, cut.frames))}
                >
                  {sound.track}
                </span>
              );
            })}
          </div>
          <div className="relative h-6 border-t border-line">
            {cues.map((cue) => (
              <span
                key={`${cue.from} ${cue.text}`}
                dir="auto"
                title={cue.text}
                className="absolute inset-y-0.5 truncate rounded-sm bg-raised px-1"
                style={across(framesIn(cue.from, rate), framesIn(cue.to, rate))}
              >
                {cue.text}
              </span>
            ))}
          </div>
          <div ref={playhead} aria-hidden className="pointer-events-none absolute inset-y-0 left-0 w-px bg-failed" />
        </div>
      </div>
    </section>
  );
}

function Name({ className, children }: { className: string; children: ReactNode }) {
  return (
    <li className={classes("flex items-center border-t border-line px-2", className)}>
      <span className="truncate">{children}</span>
    </li>
  );
}

/** Seconds, as close as they can be read, and the markers. The scrubber of the player does the same by keys. */
function Ruler({ cut, rate, scale, onSeek }: Pick<TracksProps, "cut" | "rate" | "scale" | "onSeek">) {
  const second = rate.numerator / rate.denominator;
  const every = [1, 2, 5, 10, 30, 60, 300, 600].find((seconds) => seconds * second * scale >= 56) ?? 1800;
  const count = Math.ceil(cut.frames / (every * second));
  const at = (event: PointerEvent<HTMLDivElement>) =>
    onSeek(Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left) / scale));
  return (
    <div
      aria-hidden
      className="relative h-5 cursor-pointer select-none"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        at(event);
      }}
      onPointerMove={(event) => event.buttons === 1 && at(event)}
    >
      {Array.from({ length: count }, (_, index) => (
        <span
          key={index}
          className="numbers absolute top-0 border-l border-line pl-1 text-muted"
          style={{ left: index * every * second * scale }}
        >
          {shortTime(index * every)}
        </span>
      ))}
      {cut.markers.map(({ id, name, at: frame }) =>
        frame === null ? null : (
          <span
            key={id}
            title={name}
            className="absolute bottom-0 size-2 -translate-x-1/2 rounded-full bg-approved"
            style={{ left: (frame + 0.5) * scale }}
          />
        ),
      )}
    </div>
  );
}

const shortTime = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, "0")}`;

interface ItemProps extends TracksProps {
  item: CutItem;
  index: number;
  button: RefObject<HTMLButtonElement | null>;
}

function Item({ item, scale, chosen, edge, editable, button, onChoose, onTrim, onMove }: ItemProps) {
  const { t } = useTranslation("timeline");
  const { number } = useNumbering();
  const { start, frames, dissolve } = partOf(item);
  const id = idOf(item);
  const isChosen = id === chosen;
  const [drag, setDrag] = useState<{ edge: Edge | null; from: number; by: number } | null>(null);
  const by = drag ? Math.round(drag.by / scale) : 0;
  const begin = (which: Edge | null) => (event: PointerEvent<HTMLElement>) => {
    if (!editable || event.button !== 0) return;
    event.stopPropagation();
    onChoose(id);
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ edge: which, from: event.clientX, by: 0 });
  };
  const on = (event: PointerEvent<HTMLElement>) => drag && setDrag({ ...drag, by: event.clientX - drag.from });
  const end = () => {
    if (drag?.edge && by !== 0) onTrim(id, drag.edge, by);
    if (drag?.edge === null && Math.abs(drag.by) > FAR && item.clip)
      onMove(item.clip.shot, start + frames / 2 + drag.by / scale);
    setDrag(null);
  };
  const pulled = drag && { onPointerMove: on, onPointerUp: end, onPointerCancel: () => setDrag(null) };
  const shift = drag?.edge === null && Math.abs(drag.by) > FAR ? drag.by : 0;
  const grown = drag?.edge === "tail" ? by : drag?.edge === "head" ? -by : 0;
  return (
    <li
      className={classes("absolute inset-y-0", shift !== 0 && "z-10 opacity-80")}
      style={{
        left: start * scale + shift + (drag?.edge === "head" ? by * scale : 0),
        width: Math.max(2, (frames + grown) * scale),
      }}
    >
      <button
        ref={isChosen ? button : undefined}
        type="button"
        aria-pressed={isChosen}
        aria-label={labelOf(item, number, t)}
        onClick={() => onChoose(id)}
        onPointerDown={begin(null)}
        {...pulled}
        className={classes(
          "relative flex size-full touch-pan-x items-end overflow-hidden border-r border-black bg-picture text-left",
          isChosen ? "outline-2 -outline-offset-2 outline-accent" : "",
          item.clip?.moved && "border-t-2 border-t-in-review",
        )}
      >
        {item.clip?.poster && (
          <img
            src={item.clip.poster}
            alt=""
            loading="lazy"
            draggable={false}
            className="absolute inset-y-0 left-0 h-full max-w-none object-cover"
          />
        )}
        {dissolve > 0 && (
          <span
            className="absolute inset-y-0 left-0 bg-linear-to-r from-text/60 to-transparent"
            style={{ width: dissolve * scale }}
          />
        )}
        {item.clip?.out_of_date && <span aria-hidden className="stale-corner absolute top-0 right-0 size-3" />}
        <span className="numbers relative max-w-full truncate bg-black/70 px-1 text-text">
          {item.clip ? item.clip.code : t("black")}
        </span>
      </button>
      {editable &&
        isChosen &&
        (["head", "tail"] as const).map((which) => (
          <span
            key={which}
            aria-hidden
            onPointerDown={begin(which)}
            {...pulled}
            className={classes(
              "absolute inset-y-0 w-2 cursor-ew-resize touch-none",
              which === "head" ? "left-0" : "right-0",
              which === edge ? "bg-accent" : "bg-accent/40",
            )}
          />
        ))}
    </li>
  );
}

/** Pixels that a shot is pulled before it moves: less is a press. */
const FAR = 6;

function labelOf(item: CutItem, number: (frame: number) => number, t: TFunction<"timeline">): string {
  if (item.gap) return t("gap", { frames: item.gap.frames, start: number(item.gap.start) });
  const { code, frames, whole, start } = item.clip;
  return t(whole > frames ? "clip-trimmed" : "clip", { code, frames, whole, start: number(start) });
}

/** What is seen of a shot's sound: the part that is not trimmed. */
function Heard({ clip: { first = 0, frames, whole }, peaks }: { clip: CutClip; peaks: string }) {
  const all = barsOf(peaks);
  const bars = all.slice(Math.floor((all.length * first) / whole), Math.ceil((all.length * (first + frames)) / whole));
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${Math.max(1, bars.length)} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="block size-full border-r border-line text-muted"
    >
      <path d={outline(bars)} fill="currentColor" />
    </svg>
  );
}
