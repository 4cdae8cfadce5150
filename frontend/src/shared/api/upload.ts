/** Files in calls of `client`: a form with the file, and fields beside it as text. */
import { newKey } from "./client";

export interface FileCall {
  body: never;
  bodySerializer: () => FormData;
}

/** What to spread into a call whose body comes as a form. */
export function withFile(file: File, fields: Readonly<Record<string, string>> = {}): FileCall {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file);
  return { body: form as never, bodySerializer: () => form };
}

/** Two files of one name and size may differ: each choice of a file is an intent of its own. */
export interface ChosenFile {
  file: File;
  id: string;
}

export const chosen = (file: File): ChosenFile => ({ file, id: newKey() });
