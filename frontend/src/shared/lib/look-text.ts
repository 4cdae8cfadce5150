/** A change of a look in words, wherever values are told: its name, where it holds, and what is different there. */
import { i18next } from "../i18n/setup";

type Name = (id: string) => string | undefined;

interface Change {
  label: string;
  first: { id: string } | null;
  last: { id: string } | null;
  without: readonly string[];
  also: readonly string[];
  description: string | null;
  attributes: Readonly<Record<string, string | null>>;
  images: readonly string[] | null;
}

/** null for a value that is none. */
export function lookText(value: unknown, name: Name = () => undefined): string | null {
  if (typeof value !== "object" || value === null || !("label" in value) || !("attributes" in value)) return null;
  const change = value as Change;
  return [`“${change.label}”`, where(change, name), ...differences(change)].filter(Boolean).join("\n");
}

/** Where it holds; without names of scenes and shots nothing can be said of that. */
function where({ first, last, without, also }: Change, name: Name): string {
  const [from, to] = [first && name(first.id), last && name(last.id)];
  const said = (key: string, scenes: readonly string[]) => {
    const codes = scenes.flatMap((id) => name(id) ?? []);
    return codes.length > 0 && i18next.t(`affects:look.${key}`, { scenes: codes.join(", ") });
  };
  const range = from && i18next.t(`affects:look.${to ? "range" : "open"}`, { from, to });
  return [range, said("without", without), said("also", also)].filter(Boolean).join(", ");
}

function differences({ description, attributes, images }: Change): string[] {
  const none = i18next.t("affects:look.none");
  return [
    ...Object.entries(attributes).map(([name, text]) => `${name.replaceAll("_", " ")}: ${text ?? none}`),
    ...(description === null ? [] : [description || none]),
    ...(images === null ? [] : [i18next.t("affects:look.pictures", { count: images.length })]),
  ];
}
