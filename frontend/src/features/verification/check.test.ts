// @vitest-environment node
/** The browser's verification finds each kind of damage, on a log that the server made. */
import { expect, test } from "vitest";
import golden from "../../shared/proof/golden.json";
import { readVerifier, shown, verifierOf } from "../../shared/proof/notes";
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
  keys: [{ key: golden.verifier, note: "" }],
  trusted: null,
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

const rotated: Partial<Asked> = { note: golden.rotated, keys: golden.keys };
const [first, second] = golden.keys.map(({ key }) => key);

test("after a rotation notes of both keys are good, for whoever knows either or none", async () => {
  for (const trusted of [null, first ?? "", second ?? ""])
    // oxlint-disable-next-line no-await-in-loop -- one after the other is plainer
    expect(await checked(log, { ...rotated, trusted })).toMatchObject({ verdict: "verified", upto: 9, key: second });
  expect(await checked(log, { ...rotated, kept: golden.note })).toMatchObject({
    verdict: "verified",
    agreed: ["kept"],
  });
});

test("the key of another log of the studio is the studio's key", async () => {
  const elsewhere = await verifierOf("continuity/elsewhere", (await readVerifier(golden.verifier)).raw);
  expect(await checked(log, { trusted: shown(elsewhere) })).toMatchObject({ verdict: "verified", upto: 9 });
});

test("a wrong key is signed by another, which is no damage and no proof", async () => {
  const found = await checked(log, { trusted: golden.stranger });
  expect(found).toMatchObject({ verdict: "another-key", upto: 0, firstBad: null, signature: "another" });
  expect(kinds(found)).toEqual(["another-key"]);
  const older = await checked(log, { ...rotated, note: golden.note, trusted: second ?? "" });
  expect(older).toMatchObject({ verdict: "another-key", upto: 0 });
});

test("damage is told under a wrong key too", async () => {
  const found = await checked(log.slice(0, 7), { trusted: golden.stranger });
  expect(found).toMatchObject({ verdict: "gap", firstBad: 8 });
});

test("a key for which none vouches is nobody's", async () => {
  const slipped = [golden.keys[0], { key: golden.keys[1]?.key, note: golden.keys[0]?.note }] as Asked["keys"];
  expect(kinds(await checked(log, { note: golden.rotated, keys: slipped }))).toEqual(["signature"]);
});

test("a root that was remembered and is no more is told", async () => {
  const found = await checked(log, { remembered: { size: 5, root: golden.roots[4] ?? "", key: null, at: "" } });
  expect([found.verdict, ...kinds(found)]).toEqual(["mismatch", "remembered"]);
});

test("a note that one kept agrees", async () => {
  expect(await checked(log, { kept: golden.note.trimEnd() })).toMatchObject({ verdict: "verified", agreed: ["kept"] });
});
