/**
 * The file that was opened last: what was guessed when it was read, and the Final Draft document to save with it, which
 * waits beside the unsaved text, over a reload too.
 */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { client, read } from "../../shared/api/client";
import { sessionQuery } from "../../shared/api/session";
import { withFile } from "../../shared/api/upload";
import { files } from "../../shared/drafts/drafts";
import { useProduction } from "../../shared/routing/use-production";

interface Guesses {
  name: string;
  remarks: readonly { line: number; text: string }[];
}

let guesses: Guesses | null = null;
const listeners = new Set<() => void>();

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

/** Bytes of a file that is not worth sending: no format may have more. */
export const LARGEST = 16_000_000;

/** The text of a file as Fountain, lines ending in "\n". The server reads all formats and encodings, and says what it guessed. */
export async function readFile(place: Place, file: File): Promise<string> {
  const params = { path: { production: place.production } };
  const opened = await read(
    client.POST("/api/v1/productions/{production}/script/open/", { params, ...withFile(file) }),
  );
  keepOriginal(place, opened.format === "fdx" ? await file.text() : null);
  tellGuesses(opened.remarks.length > 0 ? { name: file.name, remarks: opened.remarks } : null);
  return opened.text.replaceAll(/\r\n?/g, "\n");
}

/** Whose text it is, and in which production. */
export type Place = { person: string; production: string };

const nameOf = ({ person, production }: Place) => `${person} ${production}`;

/** What does not fit into the text is kept until the text is saved; another file has another. */
export function keepOriginal(place: Place, original: string | null): void {
  void files.keep(nameOf(place), original);
}

/** The document to save beside a text; null for none. */
export const originalOf = (place: Place): Promise<string | null> => files.read(nameOf(place));

/** Where the original of the production's script waits; it goes with the text that it came with. */
export function useOriginalPlace(written: boolean): Place {
  const person = useQuery(sessionQuery).data?.person?.person ?? "";
  const { id: production } = useProduction();
  const place = useMemo(() => ({ person, production }), [person, production]);
  useEffect(() => {
    if (person !== "" && !written) keepOriginal(place, null);
  }, [person, place, written]);
  return place;
}
