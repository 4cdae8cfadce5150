/** What the feed is narrowed to: kind, person, thing, time, and text. */
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { client, read } from "../../shared/api/client";
import { useShortcut } from "../../shared/keys/registry";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { SearchField } from "../../shared/ui/field";
import { Select } from "../../shared/ui/select";
import { GROUPS, TYPES } from "./kinds";
import type { HistorySearch } from "./search";
import { ThingPicker } from "./thing-picker";
import { TimeRange } from "./time-range";
import { useThings } from "./use-thing-name";
import { useHistorySearch } from "./use-history-search";

const ALL = "all";
const NONE = {
  q: undefined,
  kind: undefined,
  actor: undefined,
  entity: undefined,
  since: undefined,
  until: undefined,
} as const;

export function Filters() {
  const { t } = useTranslation("history");
  const { search, change } = useHistorySearch();
  const box = useRef<HTMLDivElement>(null);
  useShortcut({
    id: "history.search",
    label: t("search"),
    group: t("title"),
    keys: "/",
    run: () => box.current?.querySelector("input")?.focus(),
  });
  const kinds = [
    { value: ALL, label: t("kind.all") },
    { value: MADE_BY_PEOPLE, label: t("kind.people") },
    ...[...Object.keys(TYPES), ...Object.keys(GROUPS)].map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
  ];
  return (
    <div
      ref={box}
      role="group"
      aria-label={t("filters")}
      className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2"
    >
      <SearchField
        label={t("search")}
        value={search.q ?? ""}
        onChange={(q) => change({ q: q || undefined })}
        className="w-52"
      />
      <Select
        label={t("by-kind")}
        labelHidden
        className="w-44"
        options={kinds}
        value={search.kind ?? ALL}
        onChange={(kind) => change({ kind: kind === ALL ? undefined : kind })}
      />
      <People />
      <Thing entity={search.entity} onChange={(entity) => change({ entity })} />
      <TimeRange since={search.since} until={search.until} onChange={change} />
      {narrowed(search) && (
        <Button size="small" kind="quiet" onPress={() => change(NONE)}>
          {t("clear")}
        </Button>
      )}
    </div>
  );
}

const narrowed = (search: HistorySearch) =>
  (Object.keys(NONE) as (keyof typeof NONE)[]).some((name) => search[name] !== undefined);

/** Everything but the machines' own news. */
const MADE_BY_PEOPLE = "production,script,scene,shot,reference,take,order";

function People() {
  const { t } = useTranslation("history");
  const { id } = useProduction();
  const { search, change } = useHistorySearch();
  const { data } = useQuery({
    queryKey: keys.members(id),
    queryFn: ({ signal }) =>
      read(client.GET("/api/v1/productions/{production}/members/", { params: { path: { production: id } }, signal })),
  });
  const people = (data?.results ?? []).map(({ person, name }) => ({ value: person, label: name }));
  return (
    <Select
      label={t("by-person")}
      labelHidden
      className="w-40"
      options={[{ value: ALL, label: t("everybody") }, ...people]}
      value={search.actor ?? ALL}
      onChange={(actor) => change({ actor: actor === ALL ? undefined : actor })}
    />
  );
}

/** A take, an order or a job has no name of its own: it is one of the choices while it is chosen. */
function Thing({ entity, onChange }: { entity: string | undefined; onChange: (entity: string | undefined) => void }) {
  const { t } = useTranslation("history");
  const things = useThings();
  const unnamed = entity !== undefined && things.every(({ id }) => id !== entity);
  const offered = unnamed ? [{ id: entity, kind: "", name: entity.slice(-8) }, ...things] : things;
  return (
    <ThingPicker
      label={t("by-thing")}
      none={t("every-thing")}
      things={offered}
      chosen={entity}
      onChange={onChange}
      className="w-44"
    />
  );
}
