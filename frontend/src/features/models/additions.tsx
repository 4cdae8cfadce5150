/** Models that are being added or tried, and those that could not be: how far each is, or why not. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/live/query-keys";
import { bytesText } from "../../shared/ui/figures";
import { PANEL, Section } from "../../shared/ui/section";
import { FailedBecause, WorkLine } from "../../shared/ui/work-line";
import { additionsQuery, isOpen, type Addition, type Model } from "./queries";

const SHOWN = 3;

/** With `only`, those of one model. */
export function Additions({ models, only }: { models: readonly Model[]; only: string | undefined }) {
  const { t } = useTranslation("models");
  const queries = useQueryClient();
  const rows = (useQuery(additionsQuery).data ?? []).slice(0, SHOWN);
  const going = rows.some(isOpen);
  useEffect(() => {
    if (!going) return;
    return () => void queries.invalidateQueries({ queryKey: keys.models });
  }, [going, queries]);
  const shown = rows.filter((each) => (isOpen(each) || each.reason) && (!only || each.model === only));
  if (shown.length === 0) return null;
  return (
    <Section title={t("addition.title")}>
      <ul className={`${PANEL} divide-y divide-line`} aria-live="polite">
        {shown.map((each) => (
          <Row key={each.id} addition={each} known={models.some(({ id }) => id === each.model)} />
        ))}
      </ul>
    </Section>
  );
}

function Row({ addition, known }: { addition: Addition; known: boolean }) {
  const { t } = useTranslation("models");
  const { source, step, done, whole, reason, model } = addition;
  return (
    <li className="flex flex-col gap-1.5 p-3">
      <p className="flex items-baseline gap-3">
        <span dir="auto" className="min-w-0 flex-1 truncate font-medium">
          {source}
        </span>
        <span className="text-muted">{t(`addition.${step}`)}</span>
        {model && known && (
          <Link to={`/models/${model}` as "/productions"} className="text-accent hover:underline">
            {t("addition.see")}
          </Link>
        )}
      </p>
      {isOpen(addition) && (
        <WorkLine
          label={`${source}: ${t(`addition.${step}`)}`}
          done={done}
          whole={whole}
          soFar={t("addition.so-far", { done: bytesText(done), whole: bytesText(whole) })}
        />
      )}
      {reason && <FailedBecause reason={reason} />}
    </li>
  );
}
