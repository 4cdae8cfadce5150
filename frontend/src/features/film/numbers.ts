/** Numbers as people type them ("1.5", "1,5", "−6"); null where that is none, or one that is out of bounds. */
const LONGEST_MS = 6 * 60 * 60 * 1000;

const plain = (text: string): string => text.trim().replace(",", ".").replace("−", "-");

/** Seconds, in milliseconds. */
export function momentOf(text: string): number | null {
  if (!/^\d{1,5}(\.\d{1,3})?$/.test(plain(text))) return null;
  const milliseconds = Math.round(Number(plain(text)) * 1000);
  return milliseconds <= LONGEST_MS ? milliseconds : null;
}

/** Decibels, as the server reads them. */
export function decibelsOf(text: string, loudest: number): string | null {
  if (!/^-?\d{1,2}(\.\d{1,2})?$/.test(plain(text))) return null;
  const decibels = Number(plain(text));
  return decibels >= -60 && decibels <= loudest ? plain(text) : null;
}
