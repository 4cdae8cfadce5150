// @vitest-environment node
/** The browser's verification finds each kind of damage, on a log that the server made. */
import { expect, test } from "vitest";
import golden from "../../shared/proof/golden.json";
import { check, type Asked, type Checked, type Leaf } from "./check";

const log: readonly Leaf[] = golden.headers.map((header, index) => ({
  position: index + 1,
  header,
  leaf: golden.leaves[index] ?? "",
}));
const asked: Asked = {
  log: golden.log,
  origin: `continuity/${golden.log}`,
  head: log.length,
  note: golden.note,
  key: golden.verifier,
  kept: null,
  remembered: null,
};

async function* paged(leaves: readonly Leaf[]) {
  for (let at = 0; at < leaves.length; at += 4) yield leaves.slice(at, at + 4);
}

const checked = (leaves: readonly Leaf[], change: Partial<Asked> = {}): Promise<Checked> =>
  check({ ...asked, ...change }, paged(leaves), () => {});
const kinds = ({ findings }: Checked) => findings.map(({ kind, position }) => `${kind} ${position ?? ""}`.trim());

test("a log as it was signed is verified up to its note", async () => {
  expect(await checked(log)).toMatchObject({
    verdict: "verified",
    size: 9,
    upto: 9,
    firstBad: null,
    signature: "signed",
    root: golden.roots[9],
  });
});

test("events that no note covers are hashed and not called protected", async () => {
  const remembered = { size: 5, root: golden.roots[5] ?? "", key: null, at: "" };
  expect(await checked(log, { note: null, remembered })).toMatchObject({
    verdict: "verified",
    size: 9,
    upto: 0,
    signature: "none",
    agreed: ["remembered"],
  });
});

test("an edited event is named, also where its leaf was made to fit", async () => {
  const edited = log.map((leaf) =>
    leaf.position === 4 ? { ...leaf, header: leaf.header.replace("shot.changed", "shot.removed") } : leaf,
  );
  const found = await checked(edited);
  expect(found).toMatchObject({ verdict: "mismatch", firstBad: 4 });
  expect(kinds(found)).toEqual(["leaf 4", "root"]);
});

test("a removed event is a gap at its position", async () => {
  const found = await checked(log.filter(({ position }) => position !== 6));
  expect(found.firstBad).toBe(6);
  expect(kinds(found)).toContain("missing 6");
});

test("a log that ends before its note was cut off", async () => {
  expect(await checked(log.slice(0, 7))).toMatchObject({ verdict: "gap", firstBad: 8, upto: 0 });
});

test("a log that ends before its head is not taken for whole", async () => {
  expect(kinds(await checked(log.slice(0, 7), { note: null }))).toEqual(["cut 8"]);
});

test("two events that changed places are found", async () => {
  const swapped = [
    ...log.slice(0, 2),
    ...[3, 2].map((index) => ({ ...log[index], position: 5 - index }) as Leaf),
    ...log.slice(4),
  ];
  expect(await checked(swapped)).toMatchObject({ verdict: "mismatch" });
});

test("an event of another log does not pass", async () => {
  const found = await checked(log, { log: "00000000-0000-0000-0000-000000000008" });
  expect(kinds(found)[0]).toBe("foreign 1");
});

test("a note that the key did not sign, or of another log, is no proof", async () => {
  expect(kinds(await checked(log, { note: golden.note.replace(/\n9\n/, "\n8\n") }))).toEqual(["signature", "root"]);
  expect(kinds(await checked(log, { note: golden.note.replaceAll("continuity/", "other/") }))).toEqual(["origin"]);
  expect(kinds(await checked(log, { kept: "nonsense" }))).toEqual(["note"]);
});

test("a root that was remembered and is no more is told", async () => {
  const found = await checked(log, { remembered: { size: 5, root: golden.roots[4] ?? "", key: null, at: "" } });
  expect([found.verdict, ...kinds(found)]).toEqual(["mismatch", "remembered"]);
});

test("a note that one kept agrees", async () => {
  expect(await checked(log, { kept: golden.note.trimEnd() })).toMatchObject({ verdict: "verified", agreed: ["kept"] });
});
