/** Checkpoints as signed notes (C2SP signed-note, tlog-checkpoint): what they say, and whether a key signed them. */
import { fromBase64, joined, sha256, toHex, utf8, type Bytes } from "./bytes";

const ED25519 = Uint8Array.of(1);
const LINE = /^— (\S+) (\S+)$/;

/** The text is no signed note, or says nothing that a checkpoint says. */
export class NotANote extends Error {}

export interface Signed {
  /** What is signed. */
  text: string;
  signatures: readonly { name: string; key: string; bytes: Bytes }[];
}

export interface Note extends Signed {
  origin: string;
  /** How many events the log had, and the root over them. */
  size: number;
  root: Bytes;
}

/** A public key as standard tools take it: `<name>+<key id>+<key>`. */
export interface Verifier {
  name: string;
  id: string;
  raw: Bytes;
}

/** Throws NotANote. */
export function readNote(note: string): Note {
  const signed = readSigned(note);
  const [origin = "", size = "", root = ""] = signed.text.split("\n");
  if (!origin || !/^(?:0|[1-9]\d{0,15})$/.test(size)) throw new NotANote("no origin and size");
  const bytes = decoded(root);
  if (bytes.length !== 32) throw new NotANote("no root of 32 bytes");
  return { ...signed, origin, size: Number(size), root: bytes };
}

/** Throws NotANote. */
function readSigned(note: string): Signed {
  const end = note.lastIndexOf("\n\n");
  if (end === -1) throw new NotANote("no signatures");
  const lines = note.slice(end + 2).split("\n");
  return { text: note.slice(0, end + 1), signatures: lines.flatMap(signatureOf) };
}

function signatureOf(line: string): Signed["signatures"][number][] {
  const [, name, text] = LINE.exec(line) ?? [];
  if (!name || !text) return [];
  const bytes = decoded(text);
  return [{ name, key: toHex(bytes.slice(0, 4)), bytes: bytes.slice(4) }];
}

/** Throws NotANote for text that is no key, or one whose id is not its own. */
export async function readVerifier(text: string): Promise<Verifier> {
  const [name = "", id = "", ...rest] = text.trim().split("+");
  const key = decoded(rest.join("+"));
  if (!name || key.length !== 33 || key[0] !== ED25519[0]) throw new NotANote("no Ed25519 key");
  const verifier = await verifierOf(name, key.slice(1));
  if (verifier.id !== id) throw new NotANote("the key's id is not its own");
  return verifier;
}

/** A key under a name, of which its id is made. */
export async function verifierOf(name: string, raw: Bytes): Promise<Verifier> {
  const hash = await sha256(utf8(`${name}\n`), ED25519, raw);
  return { name, id: toHex(hash.slice(0, 4)), raw };
}

/** The text by which people show each other a key. */
export const shown = ({ name, id, raw }: Verifier): string => `${name}+${id}+${base64(joined([ED25519, raw]))}`;

const base64 = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes));

/** A key that has signed, as a verifier takes it, and the note by which the key before vouches for it. */
export interface Link {
  key: string;
  note: string;
}

const KEYS = "continuity/keys";

/** The first of these keys, and each behind it for which the one before vouches. Throws NotANote. */
export async function vouchedFor(chain: readonly Link[]): Promise<Verifier[]> {
  const found: Verifier[] = [];
  for (const { key, note } of chain) {
    const verifier = await readVerifier(key); // oxlint-disable-line no-await-in-loop -- each is vouched for by the one before
    const before = found.at(-1);
    if (before && !(await vouches(before, verifier, note))) break; // oxlint-disable-line no-await-in-loop
    found.push(verifier);
  }
  return found;
}

async function vouches(by: Verifier, { raw }: Verifier, note: string): Promise<boolean> {
  const signed = readSigned(note);
  if (signed.text !== `${KEYS}\n${base64(raw)}\n`) return false;
  return (await signatureBy(signed, await verifierOf(KEYS, by.raw))) !== "unsigned";
}

export type Signature = "signed" | "unsigned" | "unknown";

/** Whether the key signed the note; "unknown" where this browser cannot check such signatures. */
export async function signatureBy({ text, signatures }: Signed, verifier: Verifier): Promise<Signature> {
  const own = signatures.filter((each) => each.name === verifier.name && each.key === verifier.id);
  if (own.length === 0) return "unsigned";
  const key = await imported(verifier.raw);
  if (key === null) return "unknown";
  const checks = await Promise.all(own.map(({ bytes }) => crypto.subtle.verify("Ed25519", key, bytes, utf8(text))));
  return checks.includes(true) ? "signed" : "unsigned";
}

async function imported(raw: Bytes): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.importKey("raw", raw, "Ed25519", false, ["verify"]);
  } catch {
    return null;
  }
}

function decoded(text: string): Bytes {
  try {
    return fromBase64(text);
  } catch {
    throw new NotANote("no Base64");
  }
}
