/** Above the player: how the shot stands, its words, its neighbours, and generating it. */
import { Grid2x2, Sparkles } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ShotStanding } from "../../shared/api/stages";
import { useShortcut, useKeysOf } from "../../shared/keys/registry";
import { GenerateSheet } from "../../shared/ordering/generate-sheet";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Keys } from "../../shared/ui/keys";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import type { Shot } from "../../shared/api/shots";
import { Variations } from "../../shared/variations/variations";
import { PortChanges } from "../../shared/verdicts/port-changes";
import { Neighbours, type FilmOrder } from "./neighbours";

export function ShotHeader({
  shot,
  standing,
  order,
}: {
  shot: Shot;
  standing: ShotStanding | undefined;
  order: FilmOrder;
}) {
  const { t } = useTranslation("shot");
  const { may } = useProduction();
  const [asking, setAsking] = useState(false);
  const generate = may("generate", shot.can);
  useShortcut({
    id: "shot.generate",
    label: t("generate.action"),
    group: t("title"),
    keys: "r",
    enabled: generate.allowed,
    run: () => setAsking(true),
  });
  const [varying, setVarying] = useState(false);
  useShortcut({
    id: "shot.vary",
    label: t("generate.vary"),
    group: t("title"),
    keys: "shift+r",
    enabled: generate.allowed,
    run: () => setVarying(true),
  });
  const keys = useKeysOf("shot.generate");
  const shots = useMemo(() => [shot.id], [shot.id]);
  return (
    <header className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-3 border-b border-line bg-panel px-2 text-form">
      <Neighbours shot={shot.id} order={order} />
      <h1 className="numbers font-semibold">{shot.code}</h1>
      {standing && <StatusGlyph state={standing.review} work={standing.work} stale={standing.out_of_date} />}
      {standing && <PortChanges ports={standing.ports} className="text-body text-muted" />}
      {shot.text_changed && (
        <span className="rounded-sm border border-changes/60 px-1.5 text-label">{t("text-changed")}</span>
      )}
      <p dir="auto" className="min-w-0 flex-1 truncate text-muted max-md:basis-full" title={shot.description}>
        {shot.description}
      </p>
      {!generate.allowed && generate.reason && (
        <p className="max-w-72 truncate text-label text-muted" title={generate.reason}>
          {generate.reason}
        </p>
      )}
      <Button
        size="small"
        icon={<Grid2x2 size={14} aria-hidden />}
        isDisabled={!generate.allowed}
        onPress={() => setVarying(true)}
      >
        {t("generate.vary")}
      </Button>
      <Button
        size="small"
        kind="primary"
        icon={<Sparkles size={14} aria-hidden />}
        isDisabled={!generate.allowed}
        onPress={() => setAsking(true)}
      >
        {t("generate.open")}
        {keys && <Keys keys={keys} />}
      </Button>
      {asking && (
        <GenerateSheet
          shots={shots}
          title={t("generate.title", { code: shot.code })}
          onClose={() => setAsking(false)}
        />
      )}
      {varying && <Variations shots={shots} onClose={() => setVarying(false)} />}
    </header>
  );
}
