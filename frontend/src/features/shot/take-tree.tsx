/** The takes of a shot by what changed: each with the take that it came after, what differed, its seed and its cost. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useInputText, useNames } from "../../shared/inputs/naming";
import { classes } from "../../shared/lib/classes";
import { saveFile } from "../../shared/downloads/save-file";
import type { Take } from "../../shared/player/takes";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { isFree, Money, Seconds } from "../../shared/ui/figures";
import { QueryView } from "../../shared/ui/query-view";
import { Scrolling } from "../../shared/ui/scrolling";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { TakePoster } from "../../shared/verdicts/take-poster";
import { lineageQuery, sentQuery, type SentFile, type StepChange, type TakeStep } from "./tree-queries";
import { treeRows } from "./tree-rows";
import "./tree-words";

/** Changes of a take that are shown before the rest is asked for. */
const FIRST = 3;
/** Pixels by which a branch stands aside. */
const ASIDE = 14;

interface TakeTreeProps {
  shot: string;
  takes: readonly Take[];
  selected: string | undefined;
  onSelect: (take: string) => void;
  onDifferences: (take: string, against: string) => void;
}

export function TakeTree({ shot, takes, selected, onSelect, onDifferences }: TakeTreeProps) {
  const { t } = useTranslation("lineage");
  const { id } = useProduction();
  const query = useQuery(lineageQuery(id, shot));
  const byId = new Map(takes.map((take) => [take.id, take]));
  return (
    <QueryView
      query={query}
      isEmpty={({ steps }) => steps.length === 0}
      empty={<p className="p-4 text-form text-muted">{t("none")}</p>}
    >
      {({ steps }) => (
        <ol aria-label={t("title")} className="flex flex-col">
          {treeRows(steps).map(({ step, depth }) => (
            <li key={step.take} style={{ paddingLeft: depth * ASIDE }} className="border-b border-line">
              <Step
                shot={shot}
                step={step}
                take={byId.get(step.take)}
                branch={depth > 0}
                selected={step.take === selected}
                onSelect={() => onSelect(step.take)}
                onDifferences={onDifferences}
              />
            </li>
          ))}
        </ol>
      )}
    </QueryView>
  );
}

interface StepProps {
  shot: string;
  step: TakeStep;
  take: Take | undefined;
  branch: boolean;
  selected: boolean;
  onSelect: () => void;
  onDifferences: (take: string, against: string) => void;
}

function Step({ shot, step, take, branch, selected, onSelect, onDifferences }: StepProps) {
  const { t } = useTranslation("lineage");
  const { id, may } = useProduction();
  const navigate = useNavigate();
  const { after } = step;
  const compare = (against: string) =>
    void navigate({
      to: "/p/$production/shots/$shot/compare",
      params: { production: id, shot },
      search: { take: step.take, with: `take:${against}` } as never,
    });
  return (
    <div
      className={classes(
        "border-l-2",
        selected ? "border-l-accent bg-raised" : branch ? "border-l-strong" : "border-l-transparent",
      )}
    >
      <button
        type="button"
        onClick={onSelect}
        aria-current={selected ? "true" : undefined}
        className="flex w-full gap-2 p-2 text-left hover:bg-raised"
      >
        {take && <TakePoster take={take} />}
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="flex items-center gap-2">
            <span className="numbers text-form font-semibold">v{step.number}</span>
            {take && <StatusGlyph state={take.state} />}
            {take?.in_use && <span className="text-label text-muted">{t("in-use")}</span>}
          </span>
          <span className="text-body break-words">
            {t(`kind.${step.kind}`, {
              number: after?.number ?? "–",
              variation: step.variation,
              language: step.language,
            })}
          </span>
        </span>
      </button>
      <div className="flex flex-col gap-1.5 px-2 pb-2">
        {step.changes && step.changes.length > 0 && <Changes changes={step.changes} />}
        <Figures step={step} />
        {after && (
          <div className="flex flex-wrap gap-1.5">
            <Button size="small" onPress={() => compare(after.id)}>
              {t("compare", { number: after.number })}
            </Button>
            <Button size="small" kind="quiet" onPress={() => onDifferences(step.take, after.id)}>
              {t("differences", { number: after.number })}
            </Button>
          </div>
        )}
        {selected && take?.in_use && may("verify").allowed && (
          <Button
            size="small"
            kind="quiet"
            className="self-start"
            onPress={() => saveFile(`/api/v1/shots/${shot}/dossier/`)}
          >
            {t("dossier")}
          </Button>
        )}
        {selected && step.sent?.map((file) => <Sent key={file.stage} file={file} />)}
      </div>
    </div>
  );
}

function Changes({ changes }: { changes: readonly StepChange[] }) {
  const { t } = useTranslation("lineage");
  const { name } = useNames();
  const [all, setAll] = useState(false);
  const shown = all ? changes : changes.slice(0, FIRST);
  return (
    <>
      <dl className="flex flex-col gap-1 text-body">
        {shown.map(({ key, before, after }) => (
          <div key={key} className="min-w-0">
            <dt className="text-label text-muted">{name(key, after ?? before)}</dt>
            <dd className="flex min-w-0 flex-col">
              <Value value={before} old />
              <Value value={after} />
            </dd>
          </div>
        ))}
      </dl>
      {changes.length > FIRST && (
        <Button size="small" kind="quiet" className="self-start" onPress={() => setAll(!all)}>
          {all ? t("fewer") : t("more", { count: changes.length - FIRST })}
        </Button>
      )}
    </>
  );
}

/** A value before or after; a colour with a piece of it. */
function Value({ value, old = false }: { value: unknown; old?: boolean }) {
  const { t } = useTranslation("lineage");
  const said = useInputText([value])(value);
  const colour = typeof value === "string" && /^#[0-9a-f]{6}$/i.test(value);
  return (
    <span className={classes("flex min-w-0 gap-1.5", old && "text-muted")}>
      <span aria-hidden className="w-3 shrink-0 text-center">
        {old ? "−" : "+"}
      </span>
      <span className="sr-only">{t(old ? "before" : "after")}</span>
      {colour && (
        <span
          aria-hidden
          className="mt-0.5 size-3 shrink-0 rounded-sm border border-line"
          style={{ background: value }}
        />
      )}
      <span dir="auto" className="line-clamp-4 min-w-0 break-words whitespace-pre-line">
        {said || t("nothing")}
      </span>
    </span>
  );
}

function Figures({ step: { seed, seconds, spent } }: { step: TakeStep }) {
  const { t } = useTranslation("lineage");
  if (seed === null && seconds === null) return null;
  return (
    <p className="flex flex-wrap gap-x-3 text-label text-muted">
      {seed !== null && (
        <span>
          {t("seed")} <span className="numbers">{seed}</span>
        </span>
      )}
      {seconds !== null && <Seconds value={seconds} />}
      {spent && !isFree(spent) && <Money value={spent} />}
    </p>
  );
}

/** What a stage sent to its model, read once it is asked for. */
function Sent({ file }: { file: SentFile }) {
  const { t } = useTranslation("lineage");
  const [open, setOpen] = useState(false);
  const query = useQuery({ ...sentQuery(file.url), enabled: open });
  return (
    <section aria-label={t("sent", { stage: file.stage })} className="flex flex-col gap-1">
      <Button size="small" kind="quiet" aria-expanded={open} className="self-start" onPress={() => setOpen(!open)}>
        {t("sent", { stage: file.stage })}
      </Button>
      {open && (
        <QueryView query={query}>
          {(text) => (
            <Scrolling
              as="pre"
              dir="auto"
              className="max-h-60 rounded-md border border-line bg-base p-2 text-label whitespace-pre-wrap"
            >
              {text}
            </Scrolling>
          )}
        </QueryView>
      )}
    </section>
  );
}
