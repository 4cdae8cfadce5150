/** What happens to the stages of a plan, and why: those that one reads as one are one row. */
import { Link } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { parametersQuery } from "../api/parameters";
import { pipelineQuery } from "../api/pipeline";
import { useProduction } from "../routing/use-production";
import { Button } from "../ui/button";
import { Cause } from "../ui/event-link";
import { isFree, Money, RelativeTime, Seconds } from "../ui/figures";
import { useStageTitle } from "../ui/stage-title";
import { byReason, costOf, mendedAt, type Group, type PlanLine } from "./estimate";
import { PlanWorks } from "./plan-works";
import "./words";

const SHOWN = 15;

export function PlanLines({ lines }: { lines: readonly PlanLine[] }) {
  const { t } = useTranslation("ordering");
  const title = useStageTitle();
  const [all, setAll] = useState(false);
  const nodes = useQuery(pipelineQuery(useProduction().id)).data?.published.nodes ?? [];
  const groups = byReason(
    lines,
    nodes.map((node) => node.id),
  );
  const shown = all ? groups : groups.slice(0, SHOWN);
  const many = groups.some((group) => group.lines.length > 1);
  const blocked = lines.filter(({ verdict }) => verdict === "blocked");
  const priced = lines.some(({ cost }) => cost !== null);
  return (
    <>
      <table className="w-full text-left text-body [&_td]:py-1 [&_td]:pr-3 [&_th]:py-1 [&_th]:pr-3">
        <caption className="sr-only">{t("sheet.why")}</caption>
        <thead className="text-label text-muted [&_th]:font-medium">
          <tr>
            {many && <th className="text-right">{t("sheet.count")}</th>}
            <th>{t("sheet.stage")}</th>
            <th>{t("sheet.verdict")}</th>
            <th>{t("sheet.why")}</th>
            {priced && <th className="text-right max-sm:hidden">{t("sheet.cost")}</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map((group) => (
            <tr key={group.key} className="border-t border-line align-top">
              {many && <td className="numbers text-right">{group.lines.length}</td>}
              <td className="min-w-20">{group.stages.map(title).join(", ")}</td>
              <td className="min-w-16">{t(`verdict.${group.verdict}`)}</td>
              <td className="text-muted">
                <Why group={group} blocked={blocked} />
              </td>
              {priced && (
                <td className="text-right max-sm:hidden">
                  <Price group={group} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {groups.length > shown.length && (
        <Button size="small" className="self-start" onPress={() => setAll(true)}>
          {t("provenance:more", { count: groups.length - shown.length })}
        </Button>
      )}
    </>
  );
}

interface WhyProps {
  group: Group;
  /** All blocked lines, those of other groups among them. */
  blocked: readonly PlanLine[];
}

function Why({ group: { verdict, reason, since, reused, lines }, blocked }: WhyProps) {
  const { t } = useTranslation("ordering");
  const { id } = useProduction();
  if (reused)
    return (
      <>
        {reused.production === id || !reused.name ? t("sheet.made-before") : t("sheet.made-in", { name: reused.name })}{" "}
        <RelativeTime at={reused.at} />
      </>
    );
  if (since) return <Cause cause={since} />;
  return (
    <>
      {reason} {verdict === "blocked" && <Fix lines={lines} blocked={blocked} />}
      <PlanWorks works={lines.flatMap(({ made }) => made ?? [])} />
      {lines.length === 1 && <Segments segments={lines[0]?.segments ?? []} />}
    </>
  );
}

/** What each piece takes of a shot that is longer than its model makes at once. */
function Segments({ segments }: { segments: NonNullable<PlanLine["segments"]> }) {
  const { t } = useTranslation("ordering");
  if (segments.length === 0) return null;
  return (
    <ol className="text-label" aria-label={t("work.segments")}>
      {segments.map(({ frames, cost }, place) => (
        // eslint-disable-next-line react/no-array-index-key -- a segment is its place
        <li key={place}>
          {t("work.segment", { number: place + 1 })}: {t("work.frames", { count: frames })}
          {cost?.seconds && (
            <>
              , <Seconds value={cost.seconds.expected} />
            </>
          )}
          {cost?.price && !isFree(cost.price.expected) && (
            <>
              , <Money value={cost.price.expected} />
            </>
          )}
        </li>
      ))}
    </ol>
  );
}

/** The way to where what blocks a stage can be mended: its model, or the shots that continue each other. */
function Fix({ lines: [line], blocked }: { lines: readonly PlanLine[]; blocked: readonly PlanLine[] }) {
  const { t } = useTranslation("ordering");
  const { id } = useProduction();
  const { data } = useQuery(parametersQuery(id, { level: "production", id }));
  if (!line) return null;
  const place = mendedAt(line, blocked);
  const model = data?.results.find(({ name, kind }) => kind === "model" && name.startsWith(`${line.stage}.`));
  const [to, search, text] =
    place === "shot"
      ? [`/p/${id}/shots/${line.shot}`, { tab: "edit" }, t("sheet.fix-shot")]
      : place === "model" && model
        ? [`/p/${id}/parameters`, { parameter: model.name }, t("sheet.fix-model")]
        : [null, {}, ""];
  return (
    to !== null && (
      <Link to={to as "/productions"} search={search as object} className="text-accent hover:underline">
        {text}
      </Link>
    )
  );
}

/** What making them is expected to take; nothing of what is not made. */
function Price({ group: { verdict, lines } }: { group: Group }) {
  if (verdict !== "run" && verdict !== "may-run") return null;
  const { seconds, price } = costOf(lines);
  return (
    <>
      {seconds && <Seconds value={seconds.expected} />}
      {price && !isFree(price.expected) && (
        <span className="block">
          <Money value={price.expected} />
        </span>
      )}
    </>
  );
}
