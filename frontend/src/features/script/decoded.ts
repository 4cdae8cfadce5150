/** The text in the bytes of a file: UTF-8 or, from older programs, UTF-16 or Windows-1252; lines end in "\n". */
export const LARGEST = 8 * 1024 * 1024;

export function decoded(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes.slice(0, 2));
  const wide = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : null;
  return read(bytes, wide).replaceAll(/\r\n?/g, "\n");
}

function read(bytes: ArrayBuffer, wide: string | null): string {
  if (wide) return new TextDecoder(wide).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
