/** The import page: what the text would become, which one may correct before anything is saved. */
import { X } from "lucide-react";
import { useMemo, useState } from "react";
import { Tab, TabList, TabPanel, Tabs } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../shared/api/problem";
import { useShortcut } from "../../shared/keys/registry";
import { classes } from "../../shared/lib/classes";
import { IconButton } from "../../shared/ui/button";
import { SearchField } from "../../shared/ui/field";
import { secondsText } from "../../shared/ui/figures";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Skeleton } from "../../shared/ui/skeleton";
import { Comparison } from "./comparison";
import { aboutOf } from "./decisions";
import type { EditorHandle } from "./editor";
import type { Revision } from "./queries";
import type { Desk } from "./use-desk";
import { DecidedList } from "./decided-list";
import { LanguageChoice } from "./language-choice";
import { NameList } from "./name-list";
import { Remarks } from "./remarks";
import { Renames } from "./renames";
import { isShot, keyOf, lengthOf, rowsOf, usesOf } from "./proposal-rows";
import { ShotDetail } from "./shot-detail";
import { ShotList } from "./shot-list";
import { decidingOn } from "./use-deciding";
import { useStand } from "./use-stand";

const TABS = ["shots", "people", "places", "remarks", "changes", "decided"] as const;
type TabName = (typeof TABS)[number];

export function ProposalPanel({ desk, editor }: { desk: Desk; editor: EditorHandle | null }) {
  const { t } = useTranslation("script");
  const { trial } = desk;
  return (
    <section
      aria-label={t("proposal.title")}
      className="flex min-w-0 flex-[1.2] flex-col border-l border-line bg-base max-[1000px]:border-t max-[1000px]:border-l-0"
    >
      <header className="flex h-9 shrink-0 items-center gap-3 border-b border-line bg-panel pr-1 pl-3">
        <h2 className="truncate text-form font-semibold">
          {desk.draft.dirty ? t("compare.title", { revision: trial.data?.revision ?? "" }) : t("proposal.title")}
        </h2>
        <span role="status" className="text-body text-muted">
          {trial.isFetching ? t("comparing") : !desk.compared && !trial.isError ? t("compare.old") : ""}
        </span>
        <span className="flex-1" />
        <IconButton label={t("proposal.close")} icon={<X size={16} />} onPress={desk.close} />
      </header>
      {trial.isError && (
        <div className="p-2">
          <ProblemNotice error={asProblem(trial.error)} onRetry={desk.compare} inline />
        </div>
      )}
      {trial.data ? (
        <Proposed desk={desk} revision={trial.data} editor={editor} />
      ) : (
        !trial.isError && <Skeleton rows={8} />
      )}
    </section>
  );
}

function Proposed({ desk, revision, editor }: { desk: Desk; revision: Revision; editor: EditorHandle | null }) {
  const { t } = useTranslation("script");
  const [tab, setTab] = useState<TabName>("shots");
  const [only, setOnly] = useState("");
  const { proposal, remarks, lost, renames } = revision;
  const { decisions } = desk;
  const rows = useMemo(() => rowsOf(proposal, only), [proposal, only]);
  const shots = useMemo(() => rows.filter(isShot), [rows]);
  const places = useMemo(
    () => proposal.places.map((place) => ({ ...place, kind: "location" as const })),
    [proposal.places],
  );
  const uses = useMemo(() => usesOf(proposal), [proposal]);
  const about = useMemo(
    () => new Set(decisions.given.flatMap(({ decision }) => ("anchor" in decision ? [keyOf(decision.anchor)] : []))),
    [decisions.given],
  );
  const stand = useStand(shots);
  const deciding = decidingOn(stand, desk.allowed, decisions.decide);
  const onLine = (line: number) => editor?.goToLine(line);
  useDecidingKeys(deciding, decisions.undo, tab === "shots" && desk.allowed);
  const count = proposal.scenes.reduce((sum, scene) => sum + scene.shots.length, 0);
  const counts: Record<TabName, number | null> = {
    shots: count,
    people: proposal.people.length,
    places: proposal.places.length,
    remarks: remarks.length + lost.length,
    changes: null,
    decided: decisions.made.length,
  };
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-3 py-1.5 text-body text-muted">
        <span className="numbers">
          {t("proposal.totals", {
            scenes: proposal.scenes.length,
            shots: count,
            length: secondsText(lengthOf(proposal) / 1000),
          })}
        </span>
        <span className="flex-1" />
        <LanguageChoice desk={desk} read={revision.language} />
      </div>
      <Renames renames={renames} deciding={deciding} onLine={onLine} />
      <Tabs
        selectedKey={tab}
        onSelectionChange={(key) => setTab(key as TabName)}
        className={classes("flex min-h-0 flex-1 flex-col", !desk.compared && "opacity-80")}
      >
        <TabList aria-label={t("proposal.title")} className="flex shrink-0 flex-wrap gap-x-4 border-b border-line px-3">
          {TABS.map((name) => (
            <Tab
              key={name}
              id={name}
              className="-mb-px flex h-8 cursor-default items-center gap-1.5 border-b-2 border-transparent text-form text-muted hover:text-text selected:border-accent selected:text-text"
            >
              {t(`proposal.tab.${name}`)}
              {counts[name] !== null && <span className="numbers text-label text-muted">{counts[name]}</span>}
            </Tab>
          ))}
        </TabList>
        <TabPanel id="shots" className="flex min-h-0 flex-1 flex-col outline-none">
          <div className="border-b border-line p-2">
            <SearchField label={t("proposal.find-shot")} value={only} onChange={setOnly} />
          </div>
          {shots.length === 0 && (
            <p className="p-3 text-form text-muted">{t(only ? "proposal.no-such-shot" : "proposal.no-shots")}</p>
          )}
          <ShotList rows={rows} stand={stand} decided={about} onLine={onLine} />
          {stand.row && <ShotDetail row={stand.row} chosen={stand.chosen.length} deciding={deciding} onLine={onLine} />}
        </TabPanel>
        <TabPanel id="people" className={PART}>
          <NameList
            label={t("proposal.tab.people")}
            names={proposal.people}
            uses={uses}
            deciding={deciding}
            onLine={onLine}
          />
        </TabPanel>
        <TabPanel id="places" className={PART}>
          <NameList label={t("proposal.tab.places")} names={places} uses={uses} deciding={deciding} onLine={onLine} />
        </TabPanel>
        <TabPanel id="remarks" className={PART}>
          <Remarks remarks={remarks} lost={lost} unseen={proposal.unseen} onLine={onLine} />
        </TabPanel>
        <TabPanel id="changes" className={PART}>
          <Comparison revision={revision} old={!desk.compared} onShot={(shot) => editor?.goToShot(shot)} />
        </TabPanel>
        <TabPanel id="decided" className={PART}>
          <DecidedList
            decided={decisions.made}
            unsaved={new Set(decisions.given.map(({ decision }) => aboutOf(decision)))}
            onBack={decisions.takeBack}
            onLine={onLine}
          />
        </TabPanel>
      </Tabs>
    </>
  );
}

const PART = "min-h-0 flex-1 overflow-auto outline-none";

/** Keys of the list of shots; they stand in the sheet of keys and do nothing while one types. */
function useDecidingKeys(deciding: ReturnType<typeof decidingOn>, undo: () => void, enabled: boolean): void {
  const { t } = useTranslation("script");
  const group = t("proposal.title");
  useShortcut({ id: "proposal.merge", label: t("proposal.merge"), group, keys: "m", enabled, run: deciding.merge });
  useShortcut({ id: "proposal.drop", label: t("proposal.drop_one"), group, keys: "x", enabled, run: deciding.drop });
  useShortcut({
    id: "proposal.split",
    label: t("proposal.split"),
    group,
    keys: "s",
    enabled,
    run: () => document.querySelector<HTMLElement>("#proposal-starts [data-split]")?.focus(),
  });
  useShortcut({
    id: "proposal.length",
    label: t("proposal.set-length"),
    group,
    keys: "l",
    enabled,
    run: () => document.querySelector<HTMLElement>("#proposal-length")?.focus(),
  });
  useShortcut({ id: "proposal.undo", label: t("proposal.undo"), group, keys: "u", enabled, run: undo });
}
