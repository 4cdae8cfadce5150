/** The browser's own verification of a log: every leaf is hashed again, and the roots are compared with signed notes. */
import { fromHex, same, toHex, type Bytes } from "../../shared/proof/bytes";
import { readHeader } from "../../shared/proof/header";
import { Frontier, leafOf } from "../../shared/proof/merkle";
import {
  NotANote,
  readNote,
  readVerifier,
  signatureBy,
  verifierOf,
  shown,
  vouchedFor,
  type Link,
  type Note,
  type Signature,
  type Verifier,
} from "../../shared/proof/notes";

export interface Leaf {
  position: number;
  header: string;
  /** Hex. */
  leaf: string;
}

/** What the browser found when it checked this log before. Hashes are hex. */
export interface Remembered {
  size: number;
  root: string;
  key: string | null;
  at: string;
}

export interface Asked {
  log: string;
  origin: string;
  /** How many events there are. */
  head: number;
  /** The newest note, and the keys that have signed, as the server gives them. */
  note: string | null;
  keys: readonly Link[];
  /** The key that the reader was given by another way; without it the first of `keys` is trusted. */
  trusted: string | null;
  /** A note that the reader kept: from an anchor, a mail, an earlier export. */
  kept: string | null;
  remembered: Remembered | null;
}

export type Kind =
  | "missing"
  | "version"
  | "cut"
  | "leaf"
  | "foreign"
  | "root"
  | "signature"
  | "another-key"
  | "origin"
  | "note"
  | "kept"
  | "remembered";

export interface Finding {
  kind: Kind;
  position: number | null;
}

export interface Checked {
  verdict: "verified" | "mismatch" | "gap" | "another-key";
  /** How many events were hashed, the last that a note protects, and the first that is not as it should be. */
  size: number;
  upto: number;
  firstBad: number | null;
  findings: readonly Finding[];
  signature: Signature | "another" | "none";
  /** What agreed besides the newest note. */
  agreed: readonly ("kept" | "remembered")[];
  /** The root at the size of the note, in hex; null without a note. */
  root: string | null;
  /** The key that signed the newest note, and the keys that are trusted, as people see them. */
  key: string | null;
  keys: readonly string[];
}

const GAPS: ReadonlySet<Kind> = new Set(["missing", "version", "cut"]);
const MOST = 200;

/** `pages` gives the leaves in order; `tell` hears how many are done. */
export async function check(
  asked: Asked,
  pages: AsyncIterable<readonly Leaf[]>,
  tell: (done: number) => void,
): Promise<Checked> {
  const findings: Finding[] = [];
  const keys = await keysOf(asked);
  const claims = await claimsOf(asked, keys, findings);
  const reading = new Reading(asked.log, new Set(claims.map(({ size }) => size)), findings);
  for await (const page of pages) {
    for (const leaf of page) await reading.add(leaf); // oxlint-disable-line no-await-in-loop -- a tree grows leaf by leaf
    tell(reading.size);
  }
  const held = claims.filter((claim) => claim.signature !== "another" && compared(claim, reading, findings));
  if (reading.size < asked.head && findings.every(({ kind }) => kind !== "cut"))
    findings.push({ kind: "cut", position: reading.size + 1 });
  return judged(keys, claims, held, reading.size, findings);
}

interface Keys {
  /** Those that the server names and vouches for, and those of them that count. */
  known: readonly Verifier[];
  trusted: readonly Verifier[];
}

/** A key that was given is trusted, and those for which it vouches; notes of the keys before it are no proof then. */
async function keysOf({ origin, keys, trusted }: Asked): Promise<Keys> {
  const known = await vouchedFor(keys);
  if (trusted === null) return { known, trusted: known };
  const given = await verifierOf(origin, (await readVerifier(trusted)).raw);
  const all = await Promise.all(keys.map(({ key }) => readVerifier(key)));
  const start = all.findIndex(({ raw }) => same(raw, given.raw));
  return { known, trusted: start === -1 ? [given] : await vouchedFor(keys.slice(start)) };
}

async function signerOf(note: Note, keys: readonly Verifier[]): Promise<[Verifier | null, Signature]> {
  const found = await Promise.all(keys.map(async (key) => [key, await signatureBy(note, key)] as const));
  const [key = null, signature = "unsigned"] = found.find(([, each]) => each !== "unsigned") ?? [];
  return [key, signature];
}

/** A root that the log is said to have at a size, and who says so. */
interface Claim {
  by: "root" | "kept" | "remembered";
  size: number;
  root: Bytes;
  signature: Signature | "another" | "none";
  key: Verifier | null;
}

async function claimsOf(asked: Asked, keys: Keys, findings: Finding[]): Promise<Claim[]> {
  const notes = [
    ["root", asked.note],
    ["kept", asked.kept],
  ] as const;
  const claims = await Promise.all(notes.map(([by, text]) => (text ? claimOf(by, text, keys, asked, findings) : null)));
  const { remembered } = asked;
  const known: Claim[] = remembered
    ? [{ by: "remembered", size: remembered.size, root: fromHex(remembered.root), signature: "none", key: null }]
    : [];
  return [...claims.filter((claim) => claim !== null), ...known];
}

async function claimOf(
  by: "root" | "kept",
  text: string,
  keys: Keys,
  asked: Asked,
  findings: Finding[],
): Promise<Claim | null> {
  const note = noteOf(text);
  if (note?.origin !== asked.origin) {
    findings.push({ kind: note ? "origin" : "note", position: null });
    return null;
  }
  const claim = { by, size: note.size, root: note.root };
  const [key, signature] = await signerOf(note, keys.trusted);
  if (signature !== "unsigned") return { ...claim, signature, key };
  const [other, its] = await signerOf(note, keys.known);
  findings.push({ kind: its === "unsigned" ? "signature" : "another-key", position: null });
  return { ...claim, signature: its === "unsigned" ? "unsigned" : "another", key: other };
}

function noteOf(text: string): Note | null {
  try {
    return readNote(text.endsWith("\n") ? text : `${text}\n`);
  } catch (error) {
    if (error instanceof NotANote) return null;
    throw error;
  }
}

/** Follows the leaves: positions and versions without a gap, headers that hash to their leaves, roots where asked for. */
class Reading {
  readonly roots = new Map<number, Bytes>();
  readonly #tree = new Frontier();
  readonly #versions = new Map<string, number>();
  readonly #log: string;
  readonly #wanted: ReadonlySet<number>;
  readonly #findings: Finding[];

  constructor(log: string, wanted: ReadonlySet<number>, findings: Finding[]) {
    this.#log = log;
    this.#wanted = wanted;
    this.#findings = findings;
  }

  get size(): number {
    return this.#tree.size;
  }

  async add({ position, header, leaf }: Leaf): Promise<void> {
    const expected = this.size + 1;
    if (position !== expected) this.#found("missing", expected);
    const hashed = await leafOf(header);
    if (toHex(hashed) !== leaf) this.#found("leaf", position);
    this.#follow(position, header);
    await this.#tree.append(hashed);
    if (this.#wanted.has(this.size)) this.roots.set(this.size, await this.#tree.root());
  }

  #follow(position: number, text: string): void {
    const header = readHeader(text);
    if (header?.log !== this.#log) return this.#found("foreign", position);
    if (header.version !== (this.#versions.get(header.stream) ?? 0) + 1) this.#found("version", position);
    this.#versions.set(header.stream, header.version);
  }

  #found(kind: Kind, position: number): void {
    if (this.#findings.length < MOST) this.#findings.push({ kind, position });
  }
}

function compared(claim: Claim, reading: Reading, findings: Finding[]): boolean {
  if (claim.size === 0) return true;
  const root = reading.roots.get(claim.size);
  if (root && same(root, claim.root)) return true;
  findings.push(root ? { kind: claim.by, position: null } : { kind: "cut", position: reading.size + 1 });
  return false;
}

function judged(
  keys: Keys,
  claims: readonly Claim[],
  held: readonly Claim[],
  size: number,
  findings: readonly Finding[],
): Checked {
  const bad = findings.flatMap(({ position }) => position ?? []);
  const signed = held
    .filter(({ signature }) => signature === "signed" || signature === "unknown")
    .map(({ size }) => size);
  const firstBad = bad.length > 0 ? Math.min(...bad) : null;
  const newest = claims.find(({ by }) => by === "root");
  return {
    verdict: verdictOf(findings.map(({ kind }) => kind)),
    size,
    upto: Math.min(Math.max(0, ...signed), firstBad === null ? size : firstBad - 1),
    firstBad,
    findings,
    signature: newest?.signature ?? "none",
    agreed: held.flatMap(({ by }) => (by === "root" ? [] : [by])),
    root: newest ? toHex(newest.root) : null,
    key: newest?.key ? shown(newest.key) : null,
    keys: keys.trusted.map(shown),
  };
}

function verdictOf(kinds: readonly Kind[]): Checked["verdict"] {
  const damage = kinds.filter((kind) => kind !== "another-key");
  if (damage.length === 0) return kinds.length === 0 ? "verified" : "another-key";
  return damage.every((kind) => GAPS.has(kind)) ? "gap" : "mismatch";
}
