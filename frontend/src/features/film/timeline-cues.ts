/** The captions of the film where they stand: the file that people take along, read again. */
import { queryOptions } from "@tanstack/react-query";
import { keys } from "../../shared/live/query-keys";

export interface FilmCue {
  from: number;
  to: number;
  text: string;
}

const CUE = /(?:(\d+):)?(\d\d):(\d\d)\.(\d{3}) --> (?:(\d+):)?(\d\d):(\d\d)\.(\d{3})[^\n]*\n((?:.+\n?)*)/g;

/** The cues of a WebVTT file, in milliseconds, without marks of their text. */
export const cuesIn = (file: string): FilmCue[] =>
  Array.from(file.replaceAll("\r\n", "\n").matchAll(CUE), ([, a, b, c, d, e, f, g, h, text]) => ({
    from: timeOf(a, b, c, d),
    to: timeOf(e, f, g, h),
    text: plain(text ?? ""),
  }));

/** A text of WebVTT without its tags, and with the signs that it writes as names. */
const plain = (text: string): string =>
  text
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .trim();

const timeOf = (hours = "0", minutes = "0", seconds = "0", rest = "0"): number =>
  ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(rest);

/** A film without captions has none: that is no failure. */
export const filmCuesQuery = (production: string, captioned: boolean) =>
  queryOptions({
    queryKey: [...keys.cut(production), "vtt"],
    queryFn: async ({ signal }): Promise<FilmCue[]> => {
      const reply = await fetch(`/api/v1/productions/${production}/cut.vtt/`, {
        credentials: "same-origin",
        signal,
      });
      return reply.ok ? cuesIn(await reply.text()) : [];
    },
    enabled: captioned,
  });
