/** How keys and values of inputs read: "parameter:style" as its name, a cast entry as who it is. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { all, client } from "../api/client";
import { keys } from "../live/query-keys";
import { namesModels, useValueText } from "../parameters/use-value-text";
import { useProduction } from "../routing/use-production";

const namesQuery = (production: string) =>
  queryOptions({
    queryKey: keys.references(production, { names: true }),
    queryFn: async ({ signal }) => {
      const found = await all((query) =>
        client.GET("/api/v1/productions/{production}/references/", { params: { path: { production }, query }, signal }),
      );
      return new Map(found.map((reference) => [reference.id, reference.name]));
    },
  });

export function useNames() {
  const { t } = useTranslation("shot");
  const { id } = useProduction();
  const names = useQuery(namesQuery(id)).data;
  const name = (key: string, value?: unknown): string => {
    const [prefix, rest] = split(key);
    if (prefix === "cast") {
      const [reference = "", ...path] = rest.split("/");
      const who = names?.get(reference) ?? String(record(value).kind ?? t("inputs.key.cast"));
      return [who, ...path.map(words)].join(" · ");
    }
    if (prefix === "recording") return t("inputs.key.recording", { number: Number(rest) + 1 });
    if (prefix === "sound") return t("inputs.key.sound");
    if (prefix === "voice") return t("inputs.key.voice", { name: names?.get(rest) ?? "" }).trim();
    return t(`inputs.key.${key.replaceAll(":", "-").replaceAll(".", "-")}`, { defaultValue: words(rest || prefix) });
  };
  return { name };
}

function split(key: string): [string, string] {
  const at = key.search(/[:.]/);
  return at < 0 ? [key, ""] : [key.slice(0, at), key.slice(at + 1)];
}

const words = (text: string): string => {
  const spaced = text.replaceAll(/[_.-]/g, " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

/** As `valueText`, with models by their names. */
export function useInputText(values: readonly unknown[]): (value: unknown) => string {
  const text = useValueText(values);
  return (value) => (namesModels(value) ? text(value) : valueText(value));
}

/** A value as people read it; dialogue line by line, a cast entry as role and look, a voice as what it says. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(lineText).join("\n");
  if (typeof value !== "object") return String(value);
  const { role, strength, look } = record(value);
  const { description, attributes } = record(look);
  const traits = Object.entries(record(attributes)).map(([name, trait]) => `${words(name)}: ${String(trait)}`);
  const cast = [
    [role, strength !== "1" && `${String(strength)}`].filter(Boolean).join(" "),
    description,
    traits.join(" · "),
  ];
  return look === undefined ? factsText(record(value)) : cast.filter(Boolean).join("\n");
}

/** Texts by name, such as what a voice says of itself; anything else as it is. */
function factsText(value: Record<string, unknown>): string {
  const facts = Object.entries(value);
  if (!facts.every(([, each]) => typeof each === "string")) return JSON.stringify(value);
  return facts.map(([name, each]) => `${words(name)}: ${String(each)}`).join(" · ");
}

function lineText(line: unknown): string {
  const { character, text, parenthetical } = record(line);
  return text === undefined
    ? String(line)
    : [character, parenthetical && `(${String(parenthetical)})`, text].filter(Boolean).join(" ");
}

export function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
