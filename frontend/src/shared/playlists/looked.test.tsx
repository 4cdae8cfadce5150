/** What was new since one looked stays new until one leaves. */
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { useLive } from "../live/live-store";
import { lookedUpTo, useLooking } from "./looked";

beforeEach(() => {
  localStorage.clear();
  useLive.setState({ production: "film", position: 3 });
});

test("events that arrive move nothing; whoever leaves has looked up to the last of them", () => {
  const { unmount } = renderHook(() => useLooking("ida", "film"));
  useLive.setState({ position: 7 });
  expect(lookedUpTo("ida", "film")).toBe(0);
  useLive.setState({ production: "other", position: 90 });
  unmount();
  expect(lookedUpTo("ida", "film")).toBe(7);
  expect(lookedUpTo("ben", "film")).toBe(0);
});

test("closing the page is leaving too", () => {
  renderHook(() => useLooking("ida", "film"));
  dispatchEvent(new Event("pagehide"));
  expect(lookedUpTo("ida", "film")).toBe(3);
});
