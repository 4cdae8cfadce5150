/** Captions of a take: what their document holds, and what stands at a time. */
import { queryOptions } from "@tanstack/react-query";
import type { components } from "../api/schema";

export type Matter = components["schemas"]["CaptionFinding"]["matter"];

export interface Cue {
  start_ms: number;
  end_ms: number;
  lines: string[];
  kind: "speech" | "sound" | "title" | "forced";
  speaker: string;
  label: string;
  position: "bottom" | "top";
  line: number | null;
  by: "engine" | "estimate" | "recognised";
}

export interface Captions {
  language: string;
  cues: Cue[];
  doubts: { matter: Matter; measured: number; limit: number; cue: number | null; text: string }[];
}

/** The captions at an address that names their digest: they never change. */
export const captionsQuery = (address: string | null) =>
  queryOptions({
    queryKey: ["captions", address],
    queryFn: async ({ signal }): Promise<Captions> => {
      const reply = await fetch(address ?? "", { signal });
      if (!reply.ok) throw new Error(`${reply.status}`);
      return (await reply.json()) as Captions;
    },
    enabled: address !== null,
    staleTime: Infinity,
  });

/** The captions among the files of a take, whatever its pipeline calls them. */
export function captionsOf(take: components["schemas"]["Take"]): { url: string; captions: Captions } | null {
  for (const { facts, url } of take.artifacts) {
    const held = facts as Partial<Captions>;
    if (held.cues && held.doubts && held.language) return { url, captions: held as Captions };
  }
  return null;
}

/** The lines of a cue as they are read: the label before the first, sounds in brackets. */
export function shown({ kind, label, lines }: Cue): string {
  const text = lines.join("\n");
  if (kind === "sound") return `[${text}]`;
  return label ? `${label}: ${text}` : text;
}

/** What somebody who switched captions off sees all the same: words in the picture, and words in another language. */
export const isForced = ({ kind }: Cue): boolean => kind === "title" || kind === "forced";
