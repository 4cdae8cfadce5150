/** Of several files each has its own end: one that is refused is named, and the others are taken all the same. */
import { expect, test } from "vitest";
import { OFFLINE, Problem } from "../../shared/api/problem";
import { uploadImages, uploadOf, type Upload } from "./upload";

const uploads = ["a.png", "b.png", "c.png"].map((name) => uploadOf(new File([name], name)));
const names = (all: readonly Upload[]) => all.map(({ file }) => file.name);
const nothing = () => undefined;

/** A server that answers one file with a problem and takes the rest. */
const server = (name: string, problem: Problem) => async (upload: Upload, progress: (part: number) => void) => {
  progress(0.5);
  if (upload.file.name === name) throw problem;
};

test("a refused file is named with its reason, and the files behind it are sent", async () => {
  const parts: number[] = [];
  const outcome = await uploadImages(
    server("b.png", new Problem(422, "no-picture", "It is no picture.")),
    uploads,
    (part) => parts.push(part),
  );
  expect(names(outcome.added)).toEqual(["a.png", "c.png"]);
  expect(outcome.refused.map(({ upload, problem }) => [upload.file.name, problem.message])).toEqual([
    ["b.png", "It is no picture."],
  ]);
  expect([outcome.left, outcome.problem]).toEqual([[], null]);
  expect(parts).toEqual([1 / 6, 3 / 6, 5 / 6]);
});

test("a lost server stops sending: what was added and what is left are told apart, with the keys to go on", async () => {
  const lost = new Problem(0, OFFLINE, "The server was not reached.");
  const outcome = await uploadImages(server("b.png", lost), uploads, nothing);
  expect(names(outcome.added)).toEqual(["a.png"]);
  expect(outcome.left).toEqual(uploads.slice(1));
  expect(outcome.problem).toBe(lost);
});
