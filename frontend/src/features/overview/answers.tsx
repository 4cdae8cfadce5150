/** What a producer asks on arriving, beside how far it is: what is out of date, what waits for whom, what it costs. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "../../shared/api/session";
import { spendingQuery } from "../../shared/api/spending";
import { useProduction } from "../../shared/routing/use-production";
import { countOf, type Standing } from "../../shared/standing/query";
import { PANEL, Section } from "../../shared/ui/section";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { membersQuery, type Role } from "./queries";

export function Answers({ standing }: { standing: Standing }) {
  const { t } = useTranslation("overview");
  const { may } = useProduction();
  return (
    <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
      <Answer title={t("stale.title")}>
        <Stale standing={standing} />
      </Answer>
      <Answer title={t("waits.title")}>
        <Waits standing={standing} />
      </Answer>
      {may("see_costs").allowed && (
        <Answer title={t("cost.title")}>
          <Cost />
        </Answer>
      )}
    </div>
  );
}

function Answer({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Section title={title}>
      <div className={`${PANEL} flex min-h-16 flex-col gap-1.5 p-3`}>{children}</div>
    </Section>
  );
}

const LINK = "flex min-h-6 flex-wrap items-baseline gap-x-2 hover:underline underline-offset-2";

function Way({ to, filter, children }: { to: string; filter?: string; children: ReactNode }) {
  const { id } = useProduction();
  return (
    <Link to={`/p/${id}/${to}` as "/productions"} search={(filter ? { q: filter } : {}) as never} className={LINK}>
      {children}
    </Link>
  );
}

function Stale({ standing }: { standing: Standing }) {
  const { t } = useTranslation("overview");
  const { out_of_date: count, shots } = standing;
  if (count === 0)
    return <p className="text-muted">{t(countOf(standing, "empty") === shots ? "stale.nothing" : "stale.none")}</p>;
  return (
    <Way to="board" filter="stale:yes">
      <StatusGlyph state="stale" compact />
      <span className="min-w-0 flex-1">{t("stale.some", { count })}</span>
    </Way>
  );
}

/** What waits, who can do something about it, and where. */
const WAITS = [
  { state: "in review", whose: ["reviewer"], to: "review" },
  { state: "changes requested", whose: ["artist"], to: "board", filter: "state:changes-requested" },
  { state: "held", whose: ["producer"], to: "queue" },
  { state: "failed", whose: ["artist", "producer"], to: "board", filter: "state:failed" },
] as const satisfies readonly { state: string; whose: readonly Role[]; to: string; filter?: string }[];

function Waits({ standing }: { standing: Standing }) {
  const { t } = useTranslation("overview");
  const counts = new Map<string, number>(
    [...standing.review, ...standing.work].map((each) => [each.state, each.shots]),
  );
  const waiting = WAITS.filter(({ state }) => counts.has(state));
  if (waiting.length === 0) return <p className="text-muted">{t("waits.nobody")}</p>;
  return (
    <ul className="flex flex-col gap-1">
      {waiting.map(({ state, whose, to, ...rest }) => (
        <li key={state}>
          <Way to={to} {...rest}>
            <StatusGlyph state={state} compact />
            <span>{t(`waits.${state}`, { count: counts.get(state) ?? 0 })}</span>
            <Names roles={whose} />
          </Way>
        </li>
      ))}
    </ul>
  );
}

/** Those of these roles, whoever looks as "you"; where there are none, the producers, who may do all of it. */
function Names({ roles }: { roles: readonly Role[] }) {
  const { t } = useTranslation("overview");
  const { id } = useProduction();
  const own = useQuery(sessionQuery).data?.person?.person;
  const members = useQuery(membersQuery(id)).data?.results ?? [];
  const having = (some: readonly Role[]) => members.filter(({ role }) => some.includes(role));
  const found = having(roles).length > 0 ? having(roles) : having(["producer"]);
  const names = found.map(({ person, name }) => (person === own ? t("waits.you") : name));
  return (
    <span dir="auto" className="text-muted">
      {names.join(", ")}
    </span>
  );
}

function Cost() {
  const { t } = useTranslation("overview");
  const { id } = useProduction();
  const { data } = useQuery(spendingQuery(id));
  if (!data) return null;
  const [spent, reserved] = [`${data.spent} ${data.currency}`, `${data.reserved} ${data.currency}`];
  return (
    <>
      <p className="text-title">
        {data.budget === null
          ? t("cost.spent", { spent })
          : t("cost.of", { spent, budget: `${data.budget} ${data.currency}` })}
      </p>
      {data.budget !== null && <Burn part={Number(data.spent) / Number(data.budget)} />}
      {Number(data.reserved) > 0 && <p className="text-muted">{t("cost.reserved", { reserved })}</p>}
      {data.budget === null && <p className="text-muted">{t("cost.no-budget")}</p>}
      <Way to="costs">
        <span className="text-body text-muted underline decoration-strong underline-offset-2">{t("cost.all")}</span>
      </Way>
    </>
  );
}

/** How much of the budget is gone; the figures above say the same. */
function Burn({ part }: { part: number }) {
  const width = `${Math.min(1, Number.isFinite(part) ? part : 1) * 100}%`;
  return (
    <div aria-hidden className="h-1.5 overflow-hidden rounded-sm bg-line">
      <div style={{ width }} className={part >= 1 ? "h-full bg-failed" : "h-full bg-accent"} />
    </div>
  );
}
