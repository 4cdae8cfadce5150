/** The one way to the API: typed calls by cookie session, CSRF and idempotency keys; refusals thrown as `Problem`. */
import createClient, { type Middleware } from "openapi-fetch";
import { heardPosition } from "../live/positions";
import { OFFLINE, Problem, problemOf } from "./problem";
import type { paths } from "./schema";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
/** If-Match compares the version alone; the view behind it only has to look like one. */
const ANY_VIEW = "0".repeat(16);
let csrf = "";

/** Keep the token that `auth/session/` gave; the cookie, which other tabs renew, comes first. */
export function keepCsrf(token: string): void {
  csrf = token;
}

const ours: Middleware = {
  onRequest({ request }) {
    if (SAFE.has(request.method)) return;
    request.headers.set("X-CSRFToken", csrfCookie() ?? csrf);
    if (!request.headers.has("Idempotency-Key")) request.headers.set("Idempotency-Key", newKey());
  },
};

/** Typed by the API's description: `client.GET("/api/v1/shots/{id}/", { params: { path: { id } } })`. */
export const client = createClient<paths>({ baseUrl: origin(), credentials: "same-origin", fetch: (r) => fetch(r) });
client.use(ours);

/** What came back: the data, their ETag for `ifMatch`, and the log position they are at least as new as. */
export interface Reply<T> {
  data: T;
  etag: string | null;
  position: number | null;
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Await a call of `client`; throws `Problem` for refusals, failures and when nothing was reached. */
export async function ask<T>(call: Promise<Answer<T>>): Promise<Reply<T>> {
  const { data, error, response } = await call.catch(unreached);
  if (!response.ok) throw problemOf(response, error);
  const position = numberIn(response.headers.get("X-Log-Position"));
  if (position !== null) heardPosition(position);
  return { data: data as T, etag: response.headers.get("ETag"), position };
}

/** As `ask`, when the data are all one wants. */
export async function read<T>(call: Promise<Answer<T>>): Promise<T> {
  return (await ask(call)).data;
}

/** Headers that let a write go through only on the version last seen (412 otherwise). Takes an ETag or a version. */
export function ifMatch(seen: string | number): { "If-Match": string } {
  return { "If-Match": typeof seen === "number" ? `"${seen}.${ANY_VIEW}"` : seen };
}

/** Give a repeated try of one write the same key, and it is done once. */
export function idempotent(key: string): { "Idempotency-Key": string } {
  return { "Idempotency-Key": key };
}

/** A fresh idempotency key; `crypto.randomUUID` is missing on plain HTTP beyond loopback. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Read every page of a list: `all((cursor) => client.GET(..., { params: { query: { cursor } } }))`. */
export async function all<T>(
  page: (query: { cursor?: string }) => Promise<Answer<{ results: T[]; next: string | null }>>,
): Promise<T[]> {
  const found: T[] = [];
  let query: { cursor?: string } = {};
  for (;;) {
    const { results, next } = await read(page(query)); // oxlint-disable-line no-await-in-loop -- each page names the next
    found.push(...results);
    const cursor = next === null ? null : new URL(next, origin()).searchParams.get("cursor");
    if (cursor === null) return found;
    query = { cursor };
  }
}

function unreached(error: unknown): never {
  if (error instanceof DOMException && error.name === "AbortError") throw error;
  throw new Problem(0, OFFLINE, "The server was not reached.");
}

function csrfCookie(): string | undefined {
  return /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1];
}

function numberIn(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

function origin(): string {
  return globalThis.location.origin;
}
