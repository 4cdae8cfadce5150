/** The file that was opened last: what was guessed when it was read, and the Final Draft document to save with it. */
import { useSyncExternalStore } from "react";
import { client, read } from "../../shared/api/client";
import { withFile } from "../../shared/api/upload";

interface Guesses {
  name: string;
  remarks: readonly { line: number; text: string }[];
}

let guesses: Guesses | null = null;
const listeners = new Set<() => void>();
const originals = new Map<string, string>();

export function tellGuesses(told: Guesses | null): void {
  guesses = told;
  for (const each of listeners) each();
}

export const useGuesses = () =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => guesses,
  );

/** Read a file that is no Fountain, or a text that may stand as it was printed. */
export async function readElsewhere(production: string, file: File, text: string | null): Promise<string> {
  const params = { path: { production } };
  const call = client.POST("/api/v1/productions/{production}/script/open/", {
    params,
    ...(text === null ? withFile(file) : { body: { text, format: "fountain" as const } }),
  });
  const opened = await read(call);
  keepOriginal(production, opened.format === "fdx" ? await file.text() : null);
  tellGuesses(opened.remarks.length > 0 ? { name: file.name, remarks: opened.remarks } : null);
  return opened.text;
}

/** What does not fit into the text is kept until the text is saved; another file has another. */
export function keepOriginal(production: string, original: string | null): void {
  if (original === null) originals.delete(production);
  else originals.set(production, original);
}

/** The document to save beside a text; null for none. */
export const originalOf = (production: string): string | null => originals.get(production) ?? null;
