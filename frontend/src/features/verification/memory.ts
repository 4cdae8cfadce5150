/** What this browser remembers of a log that it checked: the log must begin with the same events ever after. */
import type { Checked, Remembered } from "./check";

const place = (origin: string) => `continuity.checked.${origin}`;

export function recall(origin: string): Remembered | null {
  try {
    const said: unknown = JSON.parse(localStorage.getItem(place(origin)) ?? "null");
    return isRemembered(said) ? said : null;
  } catch {
    return null;
  }
}

/** Only what was verified is kept, and nothing smaller than what is known. */
export function remember(origin: string, { verdict, root, upto, key }: Checked, now: Date): void {
  if (verdict !== "verified" || root === null || upto === 0 || upto < (recall(origin)?.size ?? 0)) return;
  const kept: Remembered = { size: upto, root, key, at: now.toISOString() };
  try {
    localStorage.setItem(place(origin), JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing still verifies.
  }
}

function isRemembered(said: unknown): said is Remembered {
  if (typeof said !== "object" || said === null) return false;
  const { size, root, key, at } = said as Record<string, unknown>;
  return (
    Number.isSafeInteger(size) &&
    typeof root === "string" &&
    /^[0-9a-f]{64}$/.test(root) &&
    (key === null || typeof key === "string") &&
    typeof at === "string"
  );
}
