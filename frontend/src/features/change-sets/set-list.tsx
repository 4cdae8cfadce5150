/** All change sets, the newest first: status, edits, and what those that are open would cost. */
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { setPlanQuery, type Summary } from "../../shared/change-sets/calls";
import { classes } from "../../shared/lib/classes";
import { useProduction, type May } from "../../shared/routing/use-production";
import { ChoiceRow } from "../../shared/ui/choice-row";
import { IconButton } from "../../shared/ui/button";
import { RelativeTime } from "../../shared/ui/figures";
import { QueryView } from "../../shared/ui/query-view";
import { Status } from "./status";
import { PlanLine } from "./plan-line";

interface SetListProps {
  query: UseQueryResult<Summary[], unknown>;
  selected: string | undefined;
  onSelect: (id: string) => void;
  begin: May;
  onAdd: () => void;
}

export function SetList({ query, selected, onSelect, begin, onAdd }: SetListProps) {
  const { t } = useTranslation("change-sets");
  return (
    <section
      aria-label={t("list")}
      className={classes(
        "flex w-80 shrink-0 flex-col border-r border-line bg-panel max-md:w-full",
        // In a narrow window either the list stands there or what is open; the rail leads back.
        selected && "max-md:hidden",
      )}
    >
      <header className="flex min-h-9 items-center justify-between border-b border-line pr-1 pl-3">
        <h2 className="text-form font-semibold">{t("title")}</h2>
        <IconButton
          label={begin.allowed ? t("new.title") : (begin.reason ?? t("new.title"))}
          command="change-sets.new"
          icon={<Plus size={16} aria-hidden />}
          isDisabled={!begin.allowed}
          onPress={onAdd}
        />
      </header>
      <QueryView
        query={query}
        isEmpty={(sets) => sets.length === 0}
        empty={<p className="p-3 text-body text-muted">{t("empty.title")}</p>}
      >
        {(sets) => (
          <ul className="min-h-0 flex-1 overflow-y-auto">
            {sets.map((set) => (
              <Row key={set.id} set={set} selected={set.id === selected} onSelect={() => onSelect(set.id)} />
            ))}
          </ul>
        )}
      </QueryView>
    </section>
  );
}

function Row({ set, selected, onSelect }: { set: Summary; selected: boolean; onSelect: () => void }) {
  const { t } = useTranslation("change-sets");
  return (
    <ChoiceRow
      selected={selected}
      onSelect={onSelect}
      edge="border-b"
      inner="flex w-full flex-col gap-0.5 px-3 py-2 text-left hover:bg-raised"
    >
      <span className="flex items-baseline gap-2">
        <span dir="auto" className="min-w-0 flex-1 truncate text-form font-semibold">
          {set.name}
        </span>
        <Status status={set.status} />
      </span>
      <span className="flex flex-wrap gap-x-2 text-body text-muted">
        <span>{t("edits", { count: set.edits })}</span>
        <bdi>{set.author.name}</bdi>
        {set.since && <RelativeTime at={set.since} />}
      </span>
      {(set.status === "draft" || set.status === "proposed") && set.edits > 0 && <Price set={set.id} />}
    </ChoiceRow>
  );
}

function Price({ set }: { set: string }) {
  const { t } = useTranslation("change-sets");
  const plan = useQuery(setPlanQuery(useProduction().id, set));
  if (plan.isError) return <span className="text-body text-muted">{t("plan.unknown")}</span>;
  if (!plan.data) return <span className="text-body text-muted">{t("plan.asking")}</span>;
  return <PlanLine plan={plan.data} />;
}
