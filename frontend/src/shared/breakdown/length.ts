/** Seconds as people type them ("2", "2.5", "2,5"), in milliseconds; null where that is no length of a shot. */
export function millisecondsOf(text: string): number | null {
  if (!/^\d{1,4}([.,]\d{1,3})?$/.test(text.trim())) return null;
  const milliseconds = Math.round(Number(text.trim().replace(",", ".")) * 1000);
  return milliseconds > 0 ? milliseconds : null;
}
