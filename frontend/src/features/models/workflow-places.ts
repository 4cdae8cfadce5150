/** Where the words of a request go in a workflow, as forms hold it and as the server takes it. */
import type { ReadWorkflow, WorkflowInput } from "./queries";

export const WORDS = [
  "prompt", "negative", "seed", "steps", "guidance", "width", "height", "frames", "rate", "first_frame", "last_frame",
  "guide", "reference_1", "reference_2", "reference_3", "reference_4",
] as const satisfies readonly WorkflowInput["word"][]; // prettier-ignore

/** The keys of places, by word. */
export type Places = Partial<Record<WorkflowInput["word"], string[]>>;

/** A place as text that forms hold: titles may hold anything but a tab. */
export const keyOf = ({ node, input }: WorkflowInput["place"]): string => `${node}\t${input}`;

function placeOf(key: string): WorkflowInput["place"] {
  const cut = key.lastIndexOf("\t");
  return { node: key.slice(0, cut), input: key.slice(cut + 1) };
}

export function fromSuggestion({ inputs }: ReadWorkflow): Places {
  const places: Places = {};
  for (const { word, place } of inputs) places[word] = [...(places[word] ?? []), keyOf(place)];
  return places;
}

export const declared = (places: Places): WorkflowInput[] =>
  WORDS.flatMap((word) => (places[word] ?? []).map((key) => ({ word, place: placeOf(key) })));
