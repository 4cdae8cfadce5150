/** Takes over the API: lists, one with its ETag, and everything one does to a take; used by shot and review. */
import { queryOptions } from "@tanstack/react-query";
import { all, ask, client, idempotent, ifMatch, read } from "../api/client";
import type { components } from "../api/schema";
import { captionsOf } from "../captions/cues";
import { keys } from "../live/query-keys";
import type { PlayerClip } from "./player";
import type { Mark } from "./scrubber";
import { leave, type Said } from "../notes/notes";
import type { Size } from "../notes/drawing";
import { rateOf, type Rate } from "./timing";
import type { Reason } from "./use-verdict";

export type Take = components["schemas"]["Take"];

export const takesQuery = (production: string, shot: string) =>
  queryOptions({
    queryKey: keys.takes(production, shot),
    queryFn: ({ signal }) =>
      all((query) => client.GET("/api/v1/shots/{id}/takes/", { params: { path: { id: shot }, query }, signal })),
  });

/** Every take of the film with its files: what a past state, which names takes alone, gets its pictures from. */
export const filmTakesQuery = (production: string) =>
  queryOptions({
    queryKey: keys.takes(production, "film"),
    queryFn: async ({ signal }) => {
      const path = { production };
      const found = await all((query) =>
        client.GET("/api/v1/productions/{production}/takes/", {
          params: { path, query: { ...query, limit: 1000 } },
          signal,
        }),
      );
      return new Map(found.map((take) => [take.id, take]));
    },
  });

/** One take in full: recipes, what one can do with it, and the ETag that a verdict names. */
export const takeQuery = (production: string, take: string) =>
  queryOptions({
    queryKey: keys.take(production, take),
    queryFn: async ({ signal }) => {
      const { data, etag } = await ask(client.GET("/api/v1/takes/{id}/", { params: { path: { id: take } }, signal }));
      return { take: data, etag: etag ?? "" };
    },
  });

export type TakeAction =
  | { do: "select" | "submit" | "unpin" | "make-again" | "stop-making-again" }
  | { do: "pin" | "withdraw-changes"; reason: string }
  | { do: "withdraw"; reason: string; ports?: string[] }
  | { do: "approve"; comment: string; ports: string[] | null; final: boolean }
  | { do: "changes"; comment: string; frame: number | null; ports: string[] | null; reasons: Reason[] }
  | { do: "note"; said: Said };

/** Carry an action out on the version that was seen; 412 when somebody was faster. */
export function actOnTake(take: Pick<Take, "id" | "version">, action: TakeAction, key: string): Promise<Take> {
  const params = { path: { id: take.id } };
  const headers = { ...ifMatch(take.version), ...idempotent(key) };
  switch (action.do) {
    case "select":
      return read(client.POST("/api/v1/takes/{id}/select/", { params, headers, body: { version: null } }));
    case "submit":
      return read(client.POST("/api/v1/takes/{id}/submit/", { params, headers, body: { version: null } }));
    case "make-again":
      return read(client.POST("/api/v1/takes/{id}/make-again/", { params, headers: idempotent(key) }));
    case "stop-making-again":
      return read(client.POST("/api/v1/takes/{id}/stop-making-again/", { params, headers: idempotent(key) }));
    case "unpin":
      return read(client.POST("/api/v1/takes/{id}/unpin/", { params, headers, body: { version: null } }));
    case "pin":
      return read(
        client.POST("/api/v1/takes/{id}/pin/", { params, headers, body: { reason: action.reason, version: null } }),
      );
    case "withdraw":
      return read(
        client.POST("/api/v1/takes/{id}/withdraw-approval/", {
          params,
          headers,
          body: { reason: action.reason, ports: action.ports ?? null, version: null },
        }),
      );
    case "withdraw-changes":
      return read(
        client.POST("/api/v1/takes/{id}/withdraw-changes/", {
          params,
          headers,
          body: { reason: action.reason, version: null },
        }),
      );
    case "approve":
      return read(
        client.POST("/api/v1/takes/{id}/approve/", {
          params,
          headers,
          body: { comment: action.comment, ports: action.ports, final: action.final, version: null },
        }),
      );
    case "changes":
      return read(
        client.POST("/api/v1/takes/{id}/request-changes/", {
          params,
          headers,
          body: {
            comment: action.comment,
            frame: action.frame,
            ports: action.ports,
            reasons: action.reasons,
            version: null,
          },
        }),
      );
    case "note":
      return leave(take.id, action.said, key);
  }
}

/** What one compares a take with: the approved one, else the next older, else any other. */
export function comparedWith(take: Take, takes: readonly Take[]): Take | undefined {
  const others = takes.filter((each) => each.id !== take.id);
  const older = others.filter((each) => each.number < take.number).toSorted((one, other) => other.number - one.number);
  return others.find((each) => each.state === "approved") ?? older[0] ?? others[0];
}

/** How many frames a take has, at which exact rate: facts of its proxy, else of its master. A still is one frame. */
export function measuresOf(take: Take): { frames: number; rate: Rate } {
  const file =
    take.artifacts.find(({ role }) => role === "proxy") ?? take.artifacts.find(({ role }) => role === "master");
  const facts: Record<string, unknown> = file?.facts ?? {};
  return { frames: Number(facts.count ?? (file ? 1 : 0)), rate: rateOf(String(facts.rate ?? "24")) };
}

/** The size of a take's picture in pixels: what drawings on it are laid out in. */
export function sizeOf(take: Take): Size {
  const facts: Record<string, unknown> = take.artifacts.find(({ role }) => role === "master")?.facts ?? {};
  return { width: Number(facts.width) || 16, height: Number(facts.height) || 9 };
}

/** The first figures of a digest, enough to tell files apart by eye. */
export const shortDigest = (digest: string | null): string => digest?.split(":")[1]?.slice(0, 8) ?? "–";

export function clipOf(take: Take, code: string): PlayerClip {
  return {
    id: take.id,
    ...measuresOf(take),
    url: take.proxy,
    poster: take.poster,
    captions: captionsOf(take)?.url ?? null,
    sound: take.sound?.url ?? null,
    peaks: take.sound?.peaks ?? null,
    title: `${code}  v${take.number}  ${shortDigest(take.digest)}`,
  };
}

/** What a verdict asked for, where it stands on the line of frames; notes have their own marks. */
export function marksOf(take: Take): Mark[] {
  const asked = take.state === "changes_requested" && take.comment_frame !== null;
  return asked ? [{ frame: take.comment_frame ?? 0, label: take.comment || "–", kind: "changes" }] : [];
}
