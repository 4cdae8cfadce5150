import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import "../i18n/setup";
import { onlyFile } from "./only-file";
import { Toasts } from "./toast";

const file = (name: string) => new File(["x"], name);

afterEach(cleanup);

test("one file is taken without a word", () => {
  render(<Toasts />);
  expect(onlyFile([file("film.fountain")])?.name).toBe("film.fountain");
  expect(onlyFile([])).toBeUndefined();
  expect(screen.getByRole("status").textContent).toBe("");
});

test("of several the first is taken, and each of the others is named", () => {
  render(<Toasts />);
  act(() => {
    expect(onlyFile([file("film.fountain"), file("old.pdf"), file("notes.txt")])?.name).toBe("film.fountain");
  });
  expect(screen.getByText("One file at a time: old.pdf and notes.txt were left out.")).toBeTruthy();
});
