/** "Changes 12 shots, 2 approved, 40 s": what saving would do, with the shots on demand. */
import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { Button, Disclosure, DisclosurePanel } from "react-aria-components";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useProduction } from "../routing/use-production";
import { Money, Seconds } from "../ui/figures";
import type { AffectedShot, Effect } from "./compare";
import { namesQuery } from "../api/names";
import { Scrolling } from "../ui/scrolling";
import type { Affects } from "./use-affects";

export function AffectsNote({ affects }: { affects: Affects }) {
  const { t } = useTranslation("affects");
  const { effect, asking, problem, unknown } = affects;
  if (problem) return <Refused detail={problem.message} />;
  if (unknown) return <p className="text-body text-muted">{t("unknown")}</p>;
  if (!effect)
    return asking ? (
      <p className="text-body text-muted" role="status">
        {t("asking")}
      </p>
    ) : null;
  return (
    <div role="status" aria-busy={asking} className={asking ? "opacity-60" : undefined}>
      {effect.shots.length === 0 ? (
        <p className="text-body text-muted">{nothing(effect, t)}</p>
      ) : (
        <Touched effect={effect} />
      )}
    </div>
  );
}

function Refused({ detail }: { detail: string }) {
  return (
    <p role="alert" className="text-body">
      <span aria-hidden className="mr-1.5 text-failed">
        ✕
      </span>
      {detail}
    </p>
  );
}

function nothing({ stale, unmade }: Effect, t: TFunction): string {
  return [t("none"), stale > 0 && t("none-stale", { count: stale }), unmade > 0 && t("none-made", { count: unmade })]
    .filter(Boolean)
    .join(" ");
}

function Touched({ effect }: { effect: Effect }) {
  const { t } = useTranslation("affects");
  const running = effect.shots.some(({ fate }) => fate === "remade");
  return (
    <Disclosure className="rounded-md border border-line border-l-2 border-l-stale bg-stale/12">
      {({ isExpanded }) => (
        <>
          <Button
            slot="trigger"
            className="flex w-full cursor-default items-center gap-1.5 px-2 py-1.5 text-left text-form"
          >
            <ChevronRight size={14} aria-hidden className={isExpanded ? "shrink-0 rotate-90" : "shrink-0"} />
            <span>
              <span className="font-medium">{t("shots", { count: effect.shots.length })}</span>
              {effect.approved > 0 && <span>, {t("approved", { count: effect.approved })}</span>}
              {running && effect.seconds && (
                <span>
                  , {effect.seconds.low < 1 ? t("up-to") : ""}{" "}
                  <Seconds value={effect.seconds.low < 1 ? effect.seconds.high : effect.seconds} />
                </span>
              )}
              {running && effect.price && (
                <span>
                  , <Money value={effect.price} />
                </span>
              )}
            </span>
          </Button>
          <DisclosurePanel>{isExpanded && <Shots shots={effect.shots} />}</DisclosurePanel>
        </>
      )}
    </Disclosure>
  );
}

function Shots({ shots }: { shots: readonly AffectedShot[] }) {
  const { t } = useTranslation("affects");
  const { id } = useProduction();
  const { data: names } = useQuery(namesQuery(id));
  return (
    <Scrolling as="ul" className="max-h-48 border-t border-line" aria-label={t("list")}>
      {shots.map(({ shot, fate, already }) => (
        <li key={shot} className="flex items-center gap-2 px-2 py-1 text-body">
          <a
            href={`/p/${id}/shots/${shot}`}
            target="_blank"
            rel="noreferrer"
            className="numbers w-24 shrink-0 underline decoration-strong underline-offset-2 hover:decoration-current"
          >
            {names?.shots.get(shot)?.code ?? t("new-shot")}
          </a>
          <span aria-hidden className="w-3 text-center text-muted">
            {GLYPH[fate]}
          </span>
          <span className="text-muted">
            {t(`fate.${fate}`)}
            {already && fate !== "current" && ` · ${t("already")}`}
          </span>
        </li>
      ))}
    </Scrolling>
  );
}

const GLYPH = { remade: "⟲", kept: "✓", reused: "◉", current: "●" };
