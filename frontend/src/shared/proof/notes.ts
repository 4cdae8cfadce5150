/** Checkpoints as signed notes (C2SP signed-note, tlog-checkpoint): what they say, and whether a key signed them. */
import { fromBase64, sha256, toHex, utf8, type Bytes } from "./bytes";

const ED25519 = Uint8Array.of(1);
const LINE = /^— (\S+) (\S+)$/;

/** The text is no signed note, or says nothing that a checkpoint says. */
export class NotANote extends Error {}

export interface Note {
  /** What is signed. */
  text: string;
  origin: string;
  /** How many events the log had, and the root over them. */
  size: number;
  root: Bytes;
  signatures: readonly { name: string; key: string; bytes: Bytes }[];
}

/** A public key as standard tools take it: `<name>+<key id>+<key>`. */
export interface Verifier {
  name: string;
  id: string;
  raw: Bytes;
}

/** Throws NotANote. */
export function readNote(note: string): Note {
  const end = note.lastIndexOf("\n\n");
  if (end === -1) throw new NotANote("no signatures");
  const text = note.slice(0, end + 1);
  const [origin = "", size = "", root = ""] = text.split("\n");
  if (!origin || !/^(?:0|[1-9]\d{0,15})$/.test(size)) throw new NotANote("no origin and size");
  const bytes = decoded(root);
  if (bytes.length !== 32) throw new NotANote("no root of 32 bytes");
  return {
    text,
    origin,
    size: Number(size),
    root: bytes,
    signatures: note
      .slice(end + 2)
      .split("\n")
      .flatMap(signatureOf),
  };
}

function signatureOf(line: string): Note["signatures"][number][] {
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
  const hash = await sha256(utf8(`${name}\n`), key);
  if (toHex(hash.slice(0, 4)) !== id) throw new NotANote("the key's id is not its own");
  return { name, id, raw: key.slice(1) };
}

export type Signature = "signed" | "unsigned" | "unknown";

/** Whether the key signed the note; "unknown" where this browser cannot check such signatures. */
export async function signatureBy({ text, signatures }: Note, verifier: Verifier): Promise<Signature> {
  const key = await imported(verifier.raw);
  if (key === null) return "unknown";
  const own = signatures.filter((each) => each.name === verifier.name && each.key === verifier.id);
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
