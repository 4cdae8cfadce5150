/** Bytes as text and back, and SHA-256 by the browser's own WebCrypto. */

export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

/** Browsers hash on HTTPS and on this machine alone; over plain HTTP from elsewhere there is no WebCrypto. */
export function canHash(): boolean {
  return typeof globalThis.crypto?.subtle?.digest === "function";
}

export async function sha256(...parts: readonly Bytes[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joined(parts)));
}

export const utf8 = (text: string): Bytes => encoder.encode(text);

export function joined(parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export const same = (one: Bytes, other: Bytes): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

export const toHex = (bytes: Bytes): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Throws SyntaxError for text that is no hex. */
export function fromHex(text: string): Bytes {
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) throw new SyntaxError(`no hex: ${text}`);
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Throws SyntaxError for text that is no Base64 as it is written by standard tools. */
export function fromBase64(text: string): Bytes {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new SyntaxError(`no Base64: ${text}`);
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
