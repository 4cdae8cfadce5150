/** The words of each language that tell lines apart, as `make schema` writes them from the server's tables. */
import tables from "./words.json";

export interface Language {
  code: string;
  name: string;
  headings: Readonly<Record<string, readonly string[]>>;
  times: Readonly<Record<string, readonly string[]>>;
  modifiers: Readonly<Record<string, readonly string[]>>;
  furniture: Readonly<Record<string, readonly string[]>>;
  title_keys: readonly string[];
}

export const LANGUAGES: readonly Language[] = tables.languages;

/** Finds the words by which a script asks for a framing or a camera move. */
export const shotTerms = (): RegExp => new RegExp(tables.shots, "gu");
