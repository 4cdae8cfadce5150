/** The parts of the sheet before an undo or a restore. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Radio, RadioGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { components } from "../../shared/api/schema";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { eventQuery, EventLink } from "../../shared/ui/event-link";
import { Money, RelativeTime, Seconds } from "../../shared/ui/figures";
import { differenceText } from "./difference-query";
import { byReason, byThing, type Clashes, type Group, type Reverted, type Standing } from "./reverting";
import { Scrolling } from "../../shared/ui/scrolling";
import { useThingName } from "./use-thing-name";

const FIRST = 30;
type Plan = components["schemas"]["PlanAfter"];

export function Changes({ changes }: { changes: readonly Reverted[] }) {
  const { t } = useTranslation("history");
  const [shown, setShown] = useState(FIRST);
  const groups = byThing(changes);
  return (
    <section aria-label={t("revert.changes")} className="flex flex-col gap-2">
      <h3 className="text-label font-medium text-muted">
        {t("revert.changes-of", { count: changes.length, things: t("revert.things", { count: groups.length }) })}
      </h3>
      {groups.slice(0, shown).map((group) => (
        <Thing key={group.id} group={group} />
      ))}
      {groups.length > shown && (
        <Button size="small" className="self-start" onPress={() => setShown(shown + 200)}>
          {t("difference.more", { count: groups.length - shown })}
        </Button>
      )}
    </section>
  );
}

function Thing({ group: { kind, name, changes } }: { group: Group }) {
  const { t } = useTranslation("history");
  const words = useWords();
  return (
    <div className="rounded-md border border-line bg-base">
      <p className="px-3 py-1.5">
        <span className="text-muted">{t(`kind-one.${kind}`, { defaultValue: kind })} </span>
        <span className="font-semibold">{name}</span>
      </p>
      {changes.map(({ field, label, from, to }) => (
        <div
          key={field}
          className="grid grid-cols-[120px_minmax(0,1fr)_minmax(0,1fr)] gap-3 border-t border-line px-3 py-1.5 break-words whitespace-pre-wrap"
        >
          <span className="text-muted">{label}</span>
          <s className="text-muted decoration-strong">
            <span className="sr-only">{t("data.from")} </span>
            {words(from)}
          </s>
          <span>
            <span className="sr-only">{t("data.to")} </span>
            {words(to)}
          </span>
        </div>
      ))}
    </div>
  );
}

const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/g;

/** Values with the names of the things that they point at. */
function useWords(): (value: unknown) => string {
  const name = useThingName();
  return (value) => {
    const ids = (JSON.stringify(value) ?? "").match(ID) ?? [];
    return differenceText(value, Object.fromEntries(ids.flatMap((id) => (name(id) ? [[id, name(id) ?? id]] : []))));
  };
}

interface ClashingProps {
  conflicts: readonly Standing[];
  clashes: Clashes;
  /** null where later edits cannot be overridden. */
  onClashes: ((clashes: Clashes) => void) | null;
}

/** What stands in the way, by name, with who and when; and what shall happen to it. */
export function Clashing({ conflicts, clashes, onClashes }: ClashingProps) {
  const { t } = useTranslation("history");
  if (conflicts.length === 0 && clashes === "skip") return null;
  return (
    <section
      aria-label={t("revert.conflicts")}
      className="flex flex-col gap-2 rounded-md border border-line border-l-2 border-l-changes bg-base p-3"
    >
      {conflicts.length > 0 && (
        <>
          <h3 className="font-semibold">
            <span aria-hidden className="mr-1.5 text-changes">
              ↺
            </span>
            {t("revert.conflicts-of", { count: conflicts.length })}
          </h3>
          <Scrolling as="ul" aria-label={t("revert.conflicts")} className="flex max-h-48 flex-col gap-1">
            {conflicts.map((each) => (
              <li key={`${each.id}${each.field}${each.event}`}>
                <bdi className="font-medium">{each.label}</bdi> <span className="text-muted">{each.reason}</span>{" "}
                {each.by && <By by={each.by} />}
              </li>
            ))}
          </Scrolling>
        </>
      )}
      {onClashes && (
        <RadioGroup
          aria-label={t("revert.clashes")}
          value={clashes}
          onChange={(value) => onClashes(value as Clashes)}
          className="flex flex-col gap-1"
        >
          {(["skip", "force"] as const).map((value) => (
            <Radio key={value} value={value} className="group flex min-h-6 items-center gap-2">
              <span
                aria-hidden
                className="size-3.5 rounded-full border border-strong group-focus-visible:outline-2 group-focus-visible:outline-accent group-selected:border-4 group-selected:border-accent"
              />
              {t(`revert.clash-${value}`)}
            </Radio>
          ))}
        </RadioGroup>
      )}
    </section>
  );
}

function By({ by }: { by: NonNullable<Standing["by"]> }) {
  const { t } = useTranslation("history");
  const { id } = useProduction();
  const { data } = useQuery({ ...eventQuery(id, by.position ?? 0), enabled: by.position !== null });
  return (
    <span className="whitespace-nowrap">
      {t("revert.by", { name: by.actor.name || t("erased") })} {data && <RelativeTime at={data.recorded_at} />}{" "}
      {by.position !== null && <EventLink position={by.position}>#{by.position}</EventLink>}
    </span>
  );
}

export function Kept({ kept }: { kept: readonly Standing[] }) {
  const { t } = useTranslation("history");
  if (kept.length === 0) return null;
  return (
    <section aria-label={t("revert.kept")} className="text-body">
      <h3 className="pb-1 text-label font-medium text-muted">{t("revert.kept")}</h3>
      <ul className="flex flex-col gap-0.5 text-muted">
        {byReason(kept).map(({ reason, count }) => (
          <li key={reason}>
            {count > 1 && <span className="numbers">{count} × </span>}
            {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the film would need made afterwards: what this adds to it, and what was out of date before. */
export function Price({ plan }: { plan: Plan }) {
  const { t } = useTranslation("history");
  const { added, spared } = plan;
  return (
    <span className="flex flex-wrap gap-x-3 text-body">
      <span className={added.stages === 0 ? "text-muted" : ""}>{useWork(plan)}</span>
      {added.stages > 0 && added.cost?.seconds && <Seconds value={added.cost.seconds} />}
      {added.stages > 0 && added.cost?.price && <Money value={added.cost.price} />}
      {spared.stages > 0 && <span className="text-muted">{t("revert.spared", { count: spared.stages })}</span>}
      {plan.approved > 0 && <span className="text-muted">{t("revert.approved", { count: plan.approved })}</span>}
    </span>
  );
}

function useWork({ stages, shots, added }: Plan): string {
  const { t } = useTranslation("history");
  if (stages === 0) return t("revert.no-work");
  if (added.stages === 0) return t("revert.work-before", { count: stages, shots: t("revert.shots", { count: shots }) });
  const some = { count: added.stages, shots: t("revert.shots", { count: added.shots }) };
  return stages === added.stages ? t("revert.work", some) : t("revert.work-added", { ...some, stages });
}
