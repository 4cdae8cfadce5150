// @vitest-environment node
/** The browser's own check against RFC 6962's tree and against a log that the server made. */
import { expect, test } from "vitest";
import { fromHex, sha256, toHex, type Bytes } from "./bytes";
import golden from "./golden.json";
import { readHeader } from "./header";
import { Frontier, grew, includes, leafOf } from "./merkle";
import { NotANote, readNote, readVerifier, signatureBy } from "./notes";

const leaves = golden.leaves.map(fromHex);
const roots = golden.roots.map(fromHex);
const at = <T>(list: readonly T[], index: number): T => list[index] ?? expect.fail(`nothing at ${index}`);
const flipped = (hash: Bytes, bit: number): Bytes =>
  hash.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));

const changed = (hashes: readonly string[], bit: number): Bytes[] =>
  hashes.map((hash, nth) => (nth === 0 ? flipped(fromHex(hash), bit) : fromHex(hash)));

/** The eight leaves of the reference tests of Certificate Transparency, and the roots over the first of them. */
const KNOWN_LEAVES = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const KNOWN_ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

test("roots are those of the reference tests of RFC 6962", async () => {
  const tree = new Frontier();
  const found = [toHex(await tree.root())];
  for (const leaf of KNOWN_LEAVES) {
    await tree.append(await sha256(Uint8Array.of(0), fromHex(leaf))); // oxlint-disable-line no-await-in-loop -- a tree grows leaf by leaf
    found.push(toHex(await tree.root())); // oxlint-disable-line no-await-in-loop
  }
  expect(found).toEqual(KNOWN_ROOTS);
});

test("headers hash to the server's leaves, and leaves to its roots at every size", async () => {
  expect((await Promise.all(golden.headers.map(leafOf))).map(toHex)).toEqual(golden.leaves);
  const tree = new Frontier();
  const found = [toHex(await tree.root())];
  for (const leaf of leaves) {
    await tree.append(leaf); // oxlint-disable-line no-await-in-loop -- a tree grows leaf by leaf
    found.push(toHex(await tree.root())); // oxlint-disable-line no-await-in-loop
  }
  expect(found).toEqual(golden.roots);
});

test("every inclusion proof holds for its leaf and for no other", async () => {
  const checks = golden.inclusion.flatMap(({ index, size, proof }) =>
    leaves.map(
      async (leaf, other) =>
        (await includes(leaf, index, size, proof.map(fromHex), at(roots, size))) === (other === index),
    ),
  );
  expect(await Promise.all(checks)).not.toContain(false);
});

test("every consistency proof holds, and not for another root", async () => {
  const checks = golden.consistency.map(async ({ old, new: size, proof }) => {
    const [path, oldRoot, root] = [proof.map(fromHex), at(roots, old), at(roots, size)];
    return [
      await grew(old, size, oldRoot, root, path),
      await grew(old, size, flipped(oldRoot, 3), root, path),
      await grew(old, size, oldRoot, flipped(root, 3), path),
    ];
  });
  expect(new Set((await Promise.all(checks)).map(String))).toEqual(new Set(["true,false,false"]));
});

test("every change of one bit of a proof is refused", async () => {
  const [{ index, size, proof }, path] = [at(golden.inclusion, 40), at(golden.consistency, 40)];
  const bits = Array.from({ length: 256 }, (_, bit) => bit);
  const held = await Promise.all(
    bits.flatMap((bit) => [
      includes(at(leaves, index), index, size, changed(proof, bit), at(roots, size)),
      grew(path.old, path.new, at(roots, path.old), at(roots, path.new), changed(path.proof, bit)),
    ]),
  );
  expect(proof.length * path.proof.length).toBeGreaterThan(0);
  expect(held).not.toContain(true);
});

test("proofs of another length, and positions that are not there, are refused", async () => {
  const { size, proof } = at(golden.inclusion, 40);
  const path = proof.map(fromHex);
  expect(await includes(at(leaves, 0), size, size, path, at(roots, size))).toBe(false);
  expect(await includes(at(leaves, 4), 4, size, path.slice(1), at(roots, size))).toBe(false);
  expect(await grew(3, 9, at(roots, 3), at(roots, 9), [])).toBe(false);
  expect(await grew(0, 9, at(roots, 0), at(roots, 9), [])).toBe(false);
});

test("a note says size and root, and the key that it names signed it", async () => {
  const note = readNote(golden.note);
  expect([note.origin, note.size, toHex(note.root)]).toEqual([
    `continuity/${golden.log}`,
    golden.leaves.length,
    golden.roots.at(-1),
  ]);
  expect(await signatureBy(note, await readVerifier(golden.verifier))).toBe("signed");
});

test("a note of another size is not signed, nor is one by another name", async () => {
  const verifier = await readVerifier(golden.verifier);
  expect(await signatureBy(readNote(golden.note.replace("\n9\n", "\n8\n")), verifier)).toBe("unsigned");
  expect(await signatureBy(readNote(golden.note.replaceAll("continuity/", "other/")), verifier)).toBe("unsigned");
});

test("what is no note and no key says so", async () => {
  for (const text of ["", "hello", "a\n1\n\n", "a\nx\nAAAA\n\n— a b\n", golden.note.replace("\n9\n", "\n09\n")])
    expect(() => readNote(text)).toThrow(NotANote);
  await expect(readVerifier("a+00000000+AAAA")).rejects.toThrow(NotANote);
  await expect(readVerifier(golden.verifier.replace(/\+[0-9a-f]{8}\+/, "+00000000+"))).rejects.toThrow(NotANote);
});

test("a header names its log, its stream and its version", () => {
  expect(readHeader(at(golden.headers, 3))).toMatchObject({ log: golden.log, version: 2, type: "shot.changed" });
  expect(readHeader("continuity-event-v1\nx\n")).toBeNull();
});
