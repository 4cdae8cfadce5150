/** The client against replies as the server gives them. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { onPosition } from "../live/positions";
import { all, ask, client, idempotent, ifMatch, keepCsrf } from "./client";
import { Problem } from "./problem";

const sent: Request[] = [];
let replies: (() => Response)[] = [];

beforeEach(() => {
  sent.length = 0;
  document.cookie = "csrftoken=; max-age=0";
  vi.stubGlobal("fetch", async (request: Request) => {
    sent.push(request);
    const reply = replies.shift();
    if (!reply) throw new TypeError("Failed to fetch");
    return reply();
  });
});
afterEach(() => vi.unstubAllGlobals());

const json =
  (body: unknown, init: ResponseInit = {}) =>
  () =>
    Response.json(body, init);

test("a write shows the CSRF token of the cookie and a key of its own", async () => {
  keepCsrf("from-session");
  replies = [json({}), json({})];
  await ask(client.POST("/api/v1/productions/", { body: { name: "A", template: null } }));
  document.cookie = "csrftoken=from-cookie";
  await ask(client.POST("/api/v1/productions/", { body: { name: "A", template: null } }));
  expect(sent.map((each) => each.headers.get("X-CSRFToken"))).toEqual(["from-session", "from-cookie"]);
  const keys = sent.map((each) => each.headers.get("Idempotency-Key"));
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(keys[0]).not.toBe(keys[1]);
});

test("a repeated try keeps the key that it is given", async () => {
  replies = [json({})];
  await ask(
    client.POST("/api/v1/productions/", { body: { name: "A", template: null }, headers: idempotent("the-same") }),
  );
  expect(sent[0]?.headers.get("Idempotency-Key")).toBe("the-same");
});

test("a read sends neither token nor key, and tells its position", async () => {
  const heard: number[] = [];
  const stop = onPosition((position) => heard.push(position));
  replies = [json({ results: [] }, { headers: { "X-Log-Position": "42", ETag: '"3.0123456789abcdef"' } })];
  const reply = await ask(client.GET("/api/v1/productions/"));
  stop();
  expect(sent[0]?.headers.get("Idempotency-Key")).toBeNull();
  expect([reply.position, reply.etag, heard]).toEqual([42, '"3.0123456789abcdef"', [42]]);
});

test("a problem document becomes a typed problem", async () => {
  const body = {
    type: "urn:x",
    title: "Conflict",
    status: 409,
    detail: "Too late.",
    code: "stream-conflict",
    request: "r1",
    missed: [],
  };
  replies = [json(body, { status: 409, headers: { "Content-Type": "application/problem+json" } })];
  const problem = await ask(client.GET("/api/v1/me/")).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(Problem);
  expect(problem).toMatchObject({
    status: 409,
    code: "stream-conflict",
    message: "Too late.",
    request: "r1",
    conflict: true,
  });
});

test("a proxy's page becomes a problem too", async () => {
  replies = [() => new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "X-Request-Id": "r2" } })];
  await expect(ask(client.GET("/api/v1/me/"))).rejects.toMatchObject({
    code: "http-502",
    request: "r2",
    passing: true,
  });
});

test("a server that is not reached is offline", async () => {
  replies = [];
  await expect(ask(client.GET("/api/v1/me/"))).rejects.toMatchObject({ offline: true, status: 0 });
});

test("all pages of a list are read", async () => {
  replies = [json({ results: [1], next: "/api/v1/x/?cursor=abc&limit=1" }), json({ results: [2], next: null })];
  const found = await all((query) => client.GET("/api/v1/productions/", { params: { query } }) as never);
  expect(found).toEqual([1, 2]);
  expect(sent[1]?.url).toContain("cursor=abc");
});

test("a version alone makes a precondition in the server's form", () => {
  expect(ifMatch(7)).toEqual({ "If-Match": '"7.0000000000000000"' });
  expect(ifMatch('"7.0123456789abcdef"')).toEqual({ "If-Match": '"7.0123456789abcdef"' });
});
