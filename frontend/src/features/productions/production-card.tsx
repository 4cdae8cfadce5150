/** A production on the wall: a picture of it, how far it is, what is out of date, and who works on it. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Clapperboard } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Production } from "../../shared/api/productions";
import { classes } from "../../shared/lib/classes";
import { Progress } from "../../shared/standing/progress";
import { standingQuery, underWay, type Standing } from "../../shared/standing/query";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { useSeen } from "./use-seen";

export function ProductionCard({ production }: { production: Production }) {
  const { t } = useTranslation("productions");
  const { ref, seen } = useSeen<HTMLLIElement>();
  const { data } = useQuery({ ...standingQuery(production.id), enabled: seen });
  return (
    <li
      ref={ref}
      className="group relative flex flex-col overflow-hidden rounded-md border border-line bg-panel focus-within:border-strong hover:border-strong"
    >
      <Picture poster={data?.poster ?? null} />
      <div className="flex flex-1 flex-col gap-2 p-3">
        <div className="flex items-baseline gap-2">
          <Link
            to="/p/$production"
            params={{ production: production.id }}
            dir="auto"
            className="min-w-0 flex-1 text-form font-semibold after:absolute after:inset-0"
          >
            {production.name}
          </Link>
          <span className="shrink-0 text-body text-muted">{t(`shell:role.${production.role}`)}</span>
        </div>
        <div className="min-h-10">{data && <Progress standing={data} />}</div>
        {data && <Foot standing={data} />}
      </div>
    </li>
  );
}

function Picture({ poster }: { poster: string | null }) {
  const [broken, setBroken] = useState<string | null>(null);
  const shown = poster !== null && poster !== broken;
  return (
    <span className={classes("flex aspect-video items-center justify-center", shown ? "bg-picture" : "bg-raised")}>
      {shown ? (
        <img
          src={poster}
          alt=""
          decoding="async"
          onError={() => setBroken(poster)}
          className="size-full object-contain"
        />
      ) : (
        <Clapperboard size={28} aria-hidden className="text-strong" />
      )}
    </span>
  );
}

const FACES = 4;

function Foot({ standing }: { standing: Standing }) {
  const { t } = useTranslation("standing");
  const { people } = standing;
  return (
    <div className="mt-auto flex flex-wrap items-center gap-x-3 gap-y-1 text-body">
      {standing.out_of_date > 0 && (
        <span className="text-stale">{t("out-of-date", { count: standing.out_of_date })}</span>
      )}
      {underWay(standing).map(({ state, shots }) => (
        <span key={state} className="flex gap-1">
          <StatusGlyph state={state} />
          <span className="numbers">{shots}</span>
        </span>
      ))}
      <span className="flex-1" />
      <span
        role="img"
        aria-label={t("people", { names: people.join(", ") })}
        title={people.join(", ")}
        className="flex -space-x-1"
      >
        {people.slice(0, FACES).map((name, place) => (
          <span
            key={`${name} ${place}`}
            aria-hidden
            className="flex size-6 items-center justify-center rounded-full border border-panel bg-raised text-label text-muted"
          >
            {Array.from(name)[0]?.toUpperCase()}
          </span>
        ))}
        {people.length > FACES && (
          <span aria-hidden className="flex h-6 items-center rounded-full bg-raised px-1.5 text-label text-muted">
            +{people.length - FACES}
          </span>
        )}
      </span>
    </div>
  );
}
