/** Everything that generation reads of the shot: the effective value, the level it comes from, locks, and the event behind it. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Lock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { all, client, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";
import { ChangesHere, useLookHere } from "../../shared/looks/changes-here";
import { useProduction } from "../../shared/routing/use-production";
import { EmptyState } from "../../shared/ui/empty-state";
import { QueryView } from "../../shared/ui/query-view";
import { EventLink } from "../../shared/ui/event-link";
import { useInputText, useNames } from "../../shared/inputs/naming";
import { WhyMade } from "./why-made";

const CAST = "cast:";
const VOICE = "voice:";

type Input = components["schemas"]["Input"];
type Parameter = components["schemas"]["Parameter"];

const inputsQuery = (production: string, shot: string, at: string | null) =>
  queryOptions({
    queryKey: at === null ? keys.inputs(production, shot) : [...keys.past(production, at), "inputs", shot],
    queryFn: ({ signal }) =>
      read(
        client.GET("/api/v1/shots/{id}/inputs/", {
          params: { path: { id: shot }, query: at === null ? {} : { at } },
          signal,
        }),
      ),
  });

const locksQuery = (production: string, shot: string, at: string | null) =>
  queryOptions({
    queryKey: [
      ...(at === null ? keys.parameters(production, "shot", shot) : [...keys.past(production, at), shot]),
      "locks",
    ],
    queryFn: ({ signal }) =>
      all<Parameter>((query) =>
        client.GET("/api/v1/shots/{id}/parameters/", {
          params: { path: { id: shot }, query: { ...query, ...(at === null ? {} : { at }) } },
          signal,
        }),
      ),
  });

export function InputsTab({ shot }: { shot: string }) {
  const { t } = useTranslation("shot");
  const { production } = useProduction();
  const seen = production?.can?.see_inputs;
  if (seen && !seen.allowed) return <EmptyState title={t("inputs.withheld")}>{seen.reason}</EmptyState>;
  return production && <Inputs shot={shot} />;
}

function Inputs({ shot }: { shot: string }) {
  const { id, at } = useProduction();
  const query = useQuery(inputsQuery(id, shot, at));
  const locks = useQuery(locksQuery(id, shot, at)).data ?? [];
  return (
    <QueryView query={query}>
      {({ inputs }) => (
        <div className="pb-6">
          <WhyMade shot={shot} />
          {grouped(inputs).map(([group, rows]) => (
            <Group key={group} shot={shot} group={group} rows={rows} locks={locks} />
          ))}
        </div>
      )}
    </QueryView>
  );
}

function Group({
  shot,
  group,
  rows,
  locks,
}: {
  shot: string;
  group: string;
  rows: readonly [string, Input][];
  locks: readonly Parameter[];
}) {
  const { t } = useTranslation("shot");
  const { t: parameters } = useTranslation("parameters");
  const { name } = useNames();
  const text = useInputText(rows.map(([, { value }]) => value));
  return (
    <section>
      <h3 className="px-3 pt-3 pb-1 text-label font-medium text-muted">{t(`inputs.group.${group}`)}</h3>
      <dl>
        {rows.map(([key, input]) => {
          const parameter = locks.find((each) => `parameter:${each.name}` === key);
          const stage = parameter?.stage?.label;
          return (
            <div key={key} className="border-t border-line px-3 py-1.5">
              <dt className="flex items-center gap-2 text-label text-muted">
                <span dir="auto" className="flex-1 truncate">
                  {stage ? parameters("of-stage", { name: parameter.label, stage }) : name(key, input.value)}
                </span>
                <Locked of={parameter} />
                <Source input={input} />
              </dt>
              <dd dir="auto" className="text-form break-words whitespace-pre-line">
                {text(input.value) || <span className="text-idle">{t("inputs.none")}</span>}
                {key.startsWith(CAST) && <Changes shot={shot} reference={key.slice(CAST.length)} />}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

/** What makes somebody look so in this shot alone, or in a part of the film. */
function Changes({ shot, reference }: { shot: string; reference: string }) {
  const look = useLookHere(shot, reference);
  return look ? <ChangesHere look={look} /> : null;
}

/** Where the value comes from, linked to the event that set it; a default has none worth following. */
function Source({ input }: { input: Input }) {
  const { t } = useTranslation("shot");
  const label = t(`inputs.source.${input.source}`, { defaultValue: input.source });
  const own = input.source === "shot";
  const shown = <span className={own ? "text-text" : ""}>{label}</span>;
  if (input.source === "default" || input.cause.position === null) return shown;
  return (
    <EventLink position={input.cause.position}>
      {label} <span className="numbers">#{input.cause.position}</span>
    </EventLink>
  );
}

function Locked({ of }: { of: Parameter | undefined }) {
  const { t } = useTranslation("shot");
  if (!of?.lock) return null;
  const text = t("inputs.locked", { level: of.lock.level, reason: of.lock.reason });
  return (
    <span title={text} className="flex items-center gap-1 text-text">
      <Lock size={11} aria-hidden />
      <span dir="auto" className="max-w-40 truncate">
        {text}
      </span>
    </span>
  );
}

/** Groups in the order in which one reads them, each with the keys in the order of the API. */
function grouped(inputs: Record<string, Input>): [string, [string, Input][]][] {
  const groups: Record<string, [string, Input][]> = { shot: [], cast: [], parameters: [], scene: [] };
  for (const row of Object.entries(inputs)) groups[groupOf(row[0])]?.push(row);
  return Object.entries(groups).filter(([, rows]) => rows.length > 0);
}

function groupOf(key: string): string {
  if (key.startsWith("parameter:")) return "parameters";
  if (key.startsWith(CAST) || key.startsWith(VOICE)) return "cast";
  return key.startsWith("scene.") ? "scene" : "shot";
}
