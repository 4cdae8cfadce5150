/** Captions on the picture: the cues of the clip that plays, as a text track of the video in front. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, type RefObject } from "react";
import { create } from "zustand";
import { captionsQuery, isForced, shown, type Captions, type Cue } from "./cues";

const KEPT = "continuity.captions";
const TOP = 5;

const useShown = create<{ on: boolean }>(() => ({ on: localStorage.getItem(KEPT) !== "off" }));

/** Whether captions are shown, the same in every player and after a reload. */
export const useCaptionsShown = (): boolean => useShown((state) => state.on);

export function toggleCaptions(): void {
  const on = !useShown.getState().on;
  localStorage.setItem(KEPT, on ? "on" : "off");
  useShown.setState({ on });
}

interface Captioned {
  captions?: string | null;
}

/**
 * Put the captions of a clip on the video that shows it, and fetch those of the next clip meanwhile.
 * Returns whether any of them stand at the bottom of the picture.
 */
export function useCaptions(
  videos: readonly RefObject<HTMLVideoElement | null>[],
  clips: readonly Captioned[],
  { clip, front }: { clip: number; front: number | null },
): boolean {
  const on = useCaptionsShown();
  const { data } = useQuery(captionsQuery(clips[clip]?.captions ?? null));
  useQuery(captionsQuery(clips[clip + 1]?.captions ?? null));
  useEffect(() => {
    for (const [index, { current }] of videos.entries())
      if (current) fill(trackOf(current), index === front ? data : undefined, on);
  }, [videos, front, data, on]);
  return data?.cues.some((cue) => isShown(cue, on) && cue.position === "bottom") ?? false;
}

/** A video has one track of ours, made when it is first asked for: a browser takes none away again. */
function trackOf(video: HTMLVideoElement): TextTrack {
  const track = Array.from(video.textTracks).find(({ kind }) => kind === "captions") ?? video.addTextTrack("captions");
  track.mode = "showing";
  return track;
}

function fill(track: TextTrack, captions: Captions | undefined, on: boolean): void {
  for (const cue of Array.from(track.cues ?? [])) track.removeCue(cue);
  for (const cue of captions?.cues ?? []) if (isShown(cue, on)) track.addCue(made(cue));
}

const isShown = (cue: Cue, on: boolean): boolean => on || isForced(cue);

function made(cue: Cue): VTTCue {
  const text = new VTTCue(cue.start_ms / 1000, cue.end_ms / 1000, escaped(shown(cue)));
  if (cue.position === "top") {
    text.snapToLines = false;
    text.line = TOP;
  }
  return text;
}

/** WebVTT reads tags: what looks like one is text here. */
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
