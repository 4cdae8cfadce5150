/** What the feed is narrowed to: kind, person, text, and one thing. */
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { client, read } from "../../shared/api/client";
import { useShortcut } from "../../shared/keys/registry";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { SearchField } from "../../shared/ui/field";
import { Select } from "../../shared/ui/select";
import { TYPES } from "./kinds";
import { useThingName } from "./use-thing-name";
import { useHistorySearch } from "./use-history-search";

const ALL = "all";

export function Filters() {
  const { t } = useTranslation("history");
  const { search, change } = useHistorySearch();
  const box = useRef<HTMLDivElement>(null);
  useShortcut({ id: "history.search", label: t("search"), group: t("title"), keys: "/", run: () => box.current?.querySelector("input")?.focus() });
  const kinds = [{ value: ALL, label: t("kind.all") }, { value: MADE_BY_PEOPLE, label: t("kind.people") }, ...Object.keys(TYPES).map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))];
  return (
    <div ref={box} className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <SearchField label={t("search")} value={search.q ?? ""} onChange={(q) => change({ q: q || undefined })} className="w-64" />
      <Select label={t("by-kind")} labelHidden className="w-48" options={kinds} value={search.kind ?? ALL} onChange={(kind) => change({ kind: kind === ALL ? undefined : kind })} />
      <People />
      {search.entity && <Only entity={search.entity} />}
    </div>
  );
}

/** Everything but the machines' own news. */
const MADE_BY_PEOPLE = "production,script,scene,shot,reference,take,order";

function People() {
  const { t } = useTranslation("history");
  const { id } = useProduction();
  const { search, change } = useHistorySearch();
  const { data } = useQuery({
    queryKey: keys.members(id),
    queryFn: ({ signal }) => read(client.GET("/api/v1/productions/{production}/members/", { params: { path: { production: id } }, signal })),
  });
  const people = (data?.results ?? []).map(({ person, name }) => ({ value: person, label: name }));
  return <Select label={t("by-person")} labelHidden className="w-44" options={[{ value: ALL, label: t("everybody") }, ...people]} value={search.actor ?? ALL} onChange={(actor) => change({ actor: actor === ALL ? undefined : actor })} />;
}

function Only({ entity }: { entity: string }) {
  const { t } = useTranslation("history");
  const { change } = useHistorySearch();
  const name = useThingName()(entity) ?? entity.slice(0, 8);
  return (
    <Button size="small" onPress={() => change({ entity: undefined })} aria-label={t("not-only", { name })}>
      {t("only", { name })}
      <X size={12} aria-hidden />
    </Button>
  );
}
