/** The Merkle tree of RFC 9162 over the leaves of a log, recomputed and checked in the browser. */
import { same, sha256, utf8, type Bytes } from "./bytes";

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** The leaf of an event: what its header hashes to. */
export const leafOf = (header: string): Promise<Bytes> => sha256(LEAF, utf8(header));

const nodeOf = (left: Bytes, right: Bytes): Promise<Bytes> => sha256(NODE, left, right);

/* oxlint-disable no-await-in-loop -- every hash is made of the one before */

/** Whether a proof shows that the tree of this size and root holds a leaf; `index` counts from zero (RFC 9162, 2.1.3.2). */
export async function includes(
  leaf: Bytes,
  index: number,
  size: number,
  proof: readonly Bytes[],
  root: Bytes,
): Promise<boolean> {
  if (!(index >= 0 && index < size)) return false;
  let [place, last, reached] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (odd(place) || place === last) {
      reached = await nodeOf(sibling, reached);
      [place, last] = upFromRight(place, last);
    } else {
      reached = await nodeOf(reached, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && same(reached, root);
}

/** Whether a proof shows that the tree of `size` leaves begins with that of `old` leaves (RFC 9162, 2.1.4.2). */
export async function grew(
  old: number,
  size: number,
  oldRoot: Bytes,
  root: Bytes,
  proof: readonly Bytes[],
): Promise<boolean> {
  if (!(old > 0 && old <= size)) return false;
  if (old === size) return proof.length === 0 && same(oldRoot, root);
  const [first, ...rest] = powerOfTwo(old) ? [oldRoot, ...proof] : proof;
  if (first === undefined) return false;
  let [place, last] = [old - 1, size - 1];
  while (odd(place)) [place, last] = [half(place), half(last)];
  let [then, now] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (odd(place) || place === last) {
      [then, now] = [await nodeOf(sibling, then), await nodeOf(sibling, now)];
      [place, last] = upFromRight(place, last);
    } else {
      now = await nodeOf(now, sibling);
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && same(then, oldRoot) && same(now, root);
}

/** A tree that grows leaf by leaf and keeps only the hashes of its complete groups, the largest first. */
export class Frontier {
  size = 0;
  readonly #hashes: Bytes[] = [];

  async append(leaf: Bytes): Promise<void> {
    let grown = leaf;
    for (let count = this.size; odd(count); count = half(count))
      grown = await nodeOf(this.#hashes.pop() ?? grown, grown);
    this.#hashes.push(grown);
    this.size += 1;
  }

  /** The root of the tree as it is now. */
  async root(): Promise<Bytes> {
    let found = this.#hashes.at(-1) ?? (await sha256());
    for (const left of this.#hashes.slice(0, -1).toReversed()) found = await nodeOf(left, found);
    return found;
  }
}

/** Positions may be larger than what bit operations of this language hold. */
const half = (count: number) => Math.floor(count / 2);
const odd = (count: number) => count % 2 === 1;

function powerOfTwo(count: number): boolean {
  return count === 1 || (!odd(count) && powerOfTwo(half(count)));
}

/** At the right edge a node without a sibling goes up as it is. */
function upFromRight(place: number, last: number): [number, number] {
  let [at, end] = [place, last];
  while (at !== 0 && !odd(at)) [at, end] = [half(at), half(end)];
  return [at, end];
}
