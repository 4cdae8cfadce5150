/** The lines of the film in a language, by scene: what is missing, out of date and done, and fields to write in. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { DownloadsMenu } from "../../shared/downloads/downloads-menu";
import { useProduction, type May } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { QueryView } from "../../shared/ui/query-view";
import { FileDialog } from "./file-dialog";
import { LineRow } from "./line-row";
import { languageName } from "../../shared/languages/naming";
import { MakeDialog } from "./make-dialog";
import { Voices } from "./voices";
import { headingsQuery, linesQuery, type Line } from "./queries";

const AT_ONCE = 100;
const STANDINGS = ["all", "missing", "out_of_date", "translated"] as const;
type Shown = (typeof STANDINGS)[number];

export function Lines({ language, may }: { language: string; may: May }) {
  const { id } = useProduction();
  const query = useQuery(linesQuery(id, language));
  return (
    <QueryView query={query} isEmpty={(lines) => lines.length === 0} empty={<Nobody />}>
      {(lines) => <Table lines={lines} language={language} may={may} />}
    </QueryView>
  );
}

function Table({ lines, language, may }: { lines: readonly Line[]; language: string; may: May }) {
  const { t } = useTranslation("languages");
  const { id } = useProduction();
  const [shown, setShown] = useState<Shown>("all");
  const [most, setMost] = useState(AT_ONCE);
  const [making, setMaking] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const wanted = lines.filter(({ standing }) => shown === "all" || standing === shown);
  const count = (standing: Shown) =>
    standing === "all" ? lines.length : lines.filter((line) => line.standing === standing).length;
  const next = (from: HTMLTextAreaElement) => {
    const at = fieldsIn(list.current).indexOf(from);
    if (at === fieldsIn(list.current).length - 1 && wanted.length > most) flushSync(() => setMost(most + AT_ONCE));
    fieldsIn(list.current)[at + 1]?.focus();
  };
  return (
    <>
      <header className="sticky top-0 z-10 flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-panel px-3 py-1">
        <h2 className="text-form font-semibold">{t("lines", { name: languageName(language) })}</h2>
        <div role="group" aria-label={t("filter")} className="flex flex-wrap gap-1">
          {STANDINGS.map((standing) => (
            <Button
              key={standing}
              size="small"
              kind={standing === shown ? "plain" : "quiet"}
              aria-pressed={standing === shown}
              onPress={() => {
                setShown(standing);
                setMost(AT_ONCE);
              }}
            >
              {t(`standing.${standing}`)} <span className="numbers">{count(standing)}</span>
            </Button>
          ))}
        </div>
        <span className="flex-1" />
        <Files language={language} may={may} />
        <Button size="small" onPress={() => setMaking(true)}>
          {t("make.open")}
        </Button>
        {making && <MakeDialog language={language} lines={lines} onClose={() => setMaking(false)} />}
      </header>
      <p className="px-3 py-2 text-body text-muted">{may.allowed ? t("keys") : (may.reason ?? t("not-yours"))}</p>
      <Voices language={language} speaking={new Set(lines.map(({ character }) => character.toLowerCase()))} />
      {wanted.length === 0 && <p className="px-3 py-6 text-form text-muted">{t("none")}</p>}
      <div ref={list}>
        {byScene(wanted.slice(0, most)).map(([scene, own]) => (
          <Scene key={`${scene} ${own[0]?.id}`} scene={scene} production={id}>
            {own.map((line) => (
              <LineRow key={line.id} line={line} may={may} onNext={next} />
            ))}
          </Scene>
        ))}
      </div>
      {wanted.length > most && (
        <Button className="m-3 self-start" onPress={() => setMost(most + AT_ONCE)}>
          {t("more", { count: Math.min(AT_ONCE, wanted.length - most) })}
        </Button>
      )}
    </>
  );
}

function Scene({ scene, production, children }: { scene: string; production: string; children: ReactNode }) {
  const { data } = useQuery(headingsQuery(production));
  return (
    <section aria-label={data?.get(scene)}>
      <h3 dir="auto" className="border-b border-line bg-base px-3 pt-3 pb-1 text-label font-medium text-muted">
        {data?.get(scene)}
      </h3>
      <ul className="divide-y divide-line border-b border-line">{children}</ul>
    </section>
  );
}

const fieldsIn = (list: HTMLElement | null): HTMLTextAreaElement[] => [...(list?.querySelectorAll("textarea") ?? [])];

/** Lines that follow each other in one scene. */
function byScene(lines: readonly Line[]): [string, Line[]][] {
  const scenes: [string, Line[]][] = [];
  for (const line of lines) {
    const last = scenes.at(-1);
    if (last?.[0] === line.scene) last[1].push(line);
    else scenes.push([line.scene, [line]]);
  }
  return scenes;
}

function Files({ language, may }: { language: string; may: May }) {
  const { t } = useTranslation("languages");
  const { id } = useProduction();
  const [bringing, setBringing] = useState(false);
  const files = (["csv", "xliff"] as const).map((ending) => ({
    file: `translations.${ending}/?language=${language}`,
    label: t(ending),
  }));
  return (
    <span className="flex gap-1">
      <DownloadsMenu production={id} files={files} />
      {may.allowed && (
        <Button size="small" kind="quiet" onPress={() => setBringing(true)}>
          {t("bring")}
        </Button>
      )}
      {bringing && <FileDialog language={language} onClose={() => setBringing(false)} />}
    </span>
  );
}

function Nobody() {
  const { t } = useTranslation("languages");
  const { id } = useProduction();
  return (
    <EmptyState
      title={t("no-lines.title")}
      action={
        <Link to="/p/$production/script" params={{ production: id }} className="text-form text-accent underline">
          {t("no-lines.action")}
        </Link>
      }
    >
      {t("no-lines.text")}
    </EmptyState>
  );
}
