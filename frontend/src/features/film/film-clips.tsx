/** From the cut to what the player plays and marks. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { shotQuery } from "../../shared/api/shots";
import type { PlayerClip } from "../../shared/player/player";
import type { Mark } from "../../shared/player/scrubber";
import { shortDigest } from "../../shared/player/takes";
import { rateOf } from "../../shared/player/timing";
import { useProduction } from "../../shared/routing/use-production";
import { itemsOf, type Cut, type CutClip, type CutGap } from "../../shared/api/cut";

/** What the player plays: the shots, and black where somebody put a gap. */
export function clipsOf(cut: Pick<Cut, "clips" | "gaps" | "rate">): PlayerClip[] {
  return itemsOf(cut).map((item) => (item.gap ? black(item.gap, cut.rate) : played(item.clip, cut.rate)));
}

const black = ({ id, frames }: CutGap, rate: string): PlayerClip => ({
  id,
  frames,
  rate: rateOf(rate),
  url: null,
  poster: null,
  title: "",
  slate: <div className="size-full bg-picture" />,
});

function played(clip: CutClip, rate: string): PlayerClip {
  return {
    id: clip.take?.id ?? clip.shot,
    frames: clip.frames,
    whole: clip.whole,
    first: clip.first ?? 0,
    count: clip.count,
    rate: rateOf(clip.rate ?? rate),
    url: clip.proxy,
    poster: clip.poster,
    captions: clip.captions,
    sound: clip.sound?.url ?? null,
    title: [clip.code, clip.take && `v${clip.take.number}`, clip.digest && shortDigest(clip.digest)]
      .filter(Boolean)
      .join("  "),
    ...(isGap(clip) ? { slate: <Slate clip={clip} /> } : {}),
  };
}

/** Whether a clip has neither a video nor a still: a slate stands there. */
export const isGap = (clip: CutClip): boolean => clip.proxy === null && clip.poster === null;

/** Scenes, shots and what has no picture yet. The scene's number is the beginning of a shot's code. */
export function marksOf(cut: Cut, scene: (name: string) => string, gap: (code: string) => string): Mark[] {
  return cut.clips.flatMap((clip, index) => {
    const begins = cut.clips[index - 1]?.scene !== clip.scene;
    const mark: Mark = {
      frame: clip.start,
      kind: begins ? "scene" : "clip",
      label: begins ? scene(sceneOf(clip)) : clip.code,
    };
    return isGap(clip)
      ? [mark, { frame: clip.start, frames: clip.frames, kind: "gap", label: gap(clip.code) }]
      : [mark];
  });
}

export const sceneOf = (clip: CutClip): string => clip.code.split("_")[0] ?? clip.code;

/** What stands in the film while a shot has no take: its code, framing and words. */
function Slate({ clip }: { clip: CutClip }) {
  const { t } = useTranslation("film");
  const { id } = useProduction();
  const { data } = useQuery(shotQuery(id, clip.shot));
  return (
    <div className="flex w-full max-w-2xl flex-col gap-3 border border-strong bg-picture-edge p-8 text-text">
      <p className="numbers text-display">{clip.code}</p>
      <p className="text-body text-muted">
        {[t("no-take"), data?.shot.size, data?.shot.camera].filter(Boolean).join(" · ")}
      </p>
      <p dir="auto" className="line-clamp-6 text-title whitespace-pre-line">
        {data?.shot.description}
      </p>
    </div>
  );
}
