/** A part that does not come says so in its place and comes when it is asked for again; nothing is loaded anew for it. */
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import "../i18n/setup";
import { lazyPart } from "./lazy-part";

const Board = ({ name }: { name: string }) => <p>{name}</p>;

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("a part comes once, with what it is given", async () => {
  const load = vi.fn(async () => ({ Board }));
  const Part = lazyPart(load, "Board", <p>waiting</p>);
  const { rerender } = render(<Part name="one" />);
  expect(screen.getByText("waiting")).toBeTruthy();
  await screen.findByText("one");
  rerender(<Part name="two" />);
  expect(screen.getByText("two")).toBeTruthy();
  expect(load).toHaveBeenCalledTimes(1);
});

test("one that is lost on the way says so, and comes when it is tried again", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  let reached = false;
  const load = () => (reached ? Promise.resolve({ Board }) : Promise.reject(new TypeError("Failed to fetch")));
  const Part = lazyPart(load, "Board");
  await expect(Part.preload()).resolves.toBeUndefined();
  render(<Part name="one" />);
  expect((await screen.findByRole("alert")).textContent).toContain("The server cannot be reached");
  reached = true;
  fireEvent.click(screen.getByText("Try again"));
  await screen.findByText("one");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("one that the server has no more offers its newer page, and does not load it by itself a second time", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response()));
  sessionStorage.setItem("continuity.reloaded", location.href);
  const Part = lazyPart<"Board", { name: string }>(() => Promise.reject(new TypeError("Failed to fetch")), "Board");
  render(<Part name="one" />);
  await screen.findByText("Load the newer page");
});
