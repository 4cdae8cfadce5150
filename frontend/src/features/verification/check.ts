/** The browser's own verification of a log: every leaf is hashed again, and the roots are compared with signed notes. */
import { fromHex, same, toHex, type Bytes } from "../../shared/proof/bytes";
import { readHeader } from "../../shared/proof/header";
import { Frontier, leafOf } from "../../shared/proof/merkle";
import {
  NotANote,
  readNote,
  readVerifier,
  signatureBy,
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
  /** The newest note, and the public key that shall have signed it, as the server gives them. */
  note: string | null;
  key: string | null;
  /** A note that the reader kept: from an anchor, a mail, an earlier export. */
  kept: string | null;
  remembered: Remembered | null;
}

export type Kind =
  "missing" | "version" | "cut" | "leaf" | "foreign" | "root" | "signature" | "origin" | "note" | "kept" | "remembered";

export interface Finding {
  kind: Kind;
  position: number | null;
}

export interface Checked {
  verdict: "verified" | "mismatch" | "gap";
  /** How many events were hashed, the last that a note protects, and the first that is not as it should be. */
  size: number;
  upto: number;
  firstBad: number | null;
  findings: readonly Finding[];
  signature: Signature | "none";
  /** What agreed besides the newest note. */
  agreed: readonly ("kept" | "remembered")[];
  /** The root at the size of the note, in hex; null without a note. */
  root: string | null;
  key: string | null;
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
  const claims = await claimsOf(asked, findings);
  const reading = new Reading(asked.log, new Set(claims.map(({ size }) => size)), findings);
  for await (const page of pages) {
    for (const leaf of page) await reading.add(leaf); // oxlint-disable-line no-await-in-loop -- a tree grows leaf by leaf
    tell(reading.size);
  }
  const held = claims.filter((claim) => compared(claim, reading, findings));
  if (reading.size < asked.head && findings.every(({ kind }) => kind !== "cut"))
    findings.push({ kind: "cut", position: reading.size + 1 });
  return judged(asked, claims, held, reading.size, findings);
}

/** A root that the log is said to have at a size, and who says so. */
interface Claim {
  by: "root" | "kept" | "remembered";
  size: number;
  root: Bytes;
  signature: Signature | "none";
}

async function claimsOf(asked: Asked, findings: Finding[]): Promise<Claim[]> {
  const key = asked.key === null ? null : await readVerifier(asked.key).catch(() => null);
  const notes = [
    ["root", asked.note],
    ["kept", asked.kept],
  ] as const;
  const claims = await Promise.all(notes.map(([by, text]) => (text ? claimOf(by, text, key, asked, findings) : null)));
  const { remembered } = asked;
  const known: Claim[] = remembered
    ? [{ by: "remembered", size: remembered.size, root: fromHex(remembered.root), signature: "none" }]
    : [];
  return [...claims.filter((claim) => claim !== null), ...known];
}

async function claimOf(
  by: "root" | "kept",
  text: string,
  key: Verifier | null,
  asked: Asked,
  findings: Finding[],
): Promise<Claim | null> {
  const note = noteOf(text);
  if (note?.origin !== asked.origin) {
    findings.push({ kind: note ? "origin" : "note", position: null });
    return null;
  }
  const signature = key ? await signatureBy(note, key) : "unsigned";
  if (signature === "unsigned") findings.push({ kind: "signature", position: null });
  return { by, size: note.size, root: note.root, signature };
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
  asked: Asked,
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
    verdict: findings.length === 0 ? "verified" : findings.every(({ kind }) => GAPS.has(kind)) ? "gap" : "mismatch",
    size,
    upto: Math.min(Math.max(0, ...signed), firstBad === null ? size : firstBad - 1),
    firstBad,
    findings,
    signature: newest?.signature ?? "none",
    agreed: held.flatMap(({ by }) => (by === "root" ? [] : [by])),
    root: newest ? toHex(newest.root) : null,
    key: asked.key,
  };
}
