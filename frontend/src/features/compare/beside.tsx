/** What is to be known of two that are compared: how their frames go together, and what differs in their inputs. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sizeOf, takeQuery, type Take } from "../../shared/player/takes";
import { useNumbering } from "../../shared/player/numbering";
import { beside, sameRate } from "../../shared/player/twin";
import type { Rate } from "../../shared/player/timing";
import { useProduction } from "../../shared/routing/use-production";
import { QueryView } from "../../shared/ui/query-view";
import { TakeDifferences } from "../../shared/inputs/take-differences";
import type { Compared } from "./sides";

interface BesideProps {
  take: Take;
  sides: readonly [Compared, Compared];
  names: readonly [string, string];
}

export function Beside({ take, sides, names }: BesideProps) {
  const { t } = useTranslation("compare");
  const { id } = useProduction();
  const other = sides[1];
  const there = useQuery({ ...takeQuery(id, other.take ?? ""), enabled: other.take !== null });
  const size = other.take === null ? null : there.data ? sizeOf(there.data.take) : other.size;
  return (
    <aside className="w-80 shrink-0 overflow-y-auto border-l border-line bg-panel p-3 max-md:w-full max-md:border-t max-md:border-l-0">
      <section aria-label={t("facts.title")} className="pb-3">
        <h2 className="pb-1 text-label font-medium text-muted">{t("facts.title")}</h2>
        <Facts sides={[sides[0], { ...other, size }]} names={names} />
      </section>
      <section aria-label={t("inputs.title")} className="border-t border-line pt-3">
        <h2 className="pb-2 text-label font-medium text-muted">{t("inputs.title")}</h2>
        {other.reference ? (
          <p dir="auto" className="text-form">
            {t("inputs.picture", { name: other.reference.name, text: other.reference.description })}
          </p>
        ) : (
          <QueryView query={there}>
            {({ take: found }) => <TakeDifferences before={found} after={take} names={[names[1], names[0]]} />}
          </QueryView>
        )}
      </section>
    </aside>
  );
}

function Facts({
  sides: [one, other],
  names,
}: {
  sides: readonly [Compared, Compared];
  names: readonly [string, string];
}) {
  const { t } = useTranslation("compare");
  const { number } = useNumbering();
  const words: string[] = [];
  for (const [side, name] of [
    [one, names[0]],
    [other, names[1]],
  ] as const)
    if (side.url === null) words.push(t("facts.still", { name }));
  const both = one.url !== null && other.url !== null;
  if (both && !sameRate(one.rate, other.rate))
    words.push(t("facts.rates", { one: rateText(one.rate), other: rateText(other.rate) }));
  const end = both ? beside(one.count, one.rate, other.rate) : other.count;
  if (both && end !== other.count) {
    const [longer, shorter, side] =
      end > other.count ? ([...names, other] as const) : ([names[1], names[0], one] as const);
    words.push(t("facts.lengths", { longer, shorter, last: number(side.count - 1) }));
  }
  if (one.size && other.size && (one.size.width !== other.size.width || one.size.height !== other.size.height))
    words.push(t("facts.sizes", { one: sizeText(one.size), other: sizeText(other.size) }));
  if (both && words.length === 0) words.push(t("facts.same"));
  if (both) words.push(t("facts.slow"));
  return (
    <ul className="flex flex-col gap-1 text-form">
      {words.map((each) => (
        <li key={each}>{each}</li>
      ))}
    </ul>
  );
}

const rateText = ({ numerator, denominator }: Rate): string =>
  denominator === 1 ? String(numerator) : (numerator / denominator).toFixed(3);

const sizeText = ({ width, height }: { width: number; height: number }): string => `${width} × ${height}`;
