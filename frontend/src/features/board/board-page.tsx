/** The shot board: every shot and stage, filtered, selected and made. */
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { arranged, sortIn } from "./arranged";
import { GenerateSheet } from "../../shared/ordering/generate-sheet";
import { RunToHere } from "../../shared/ordering/run-to-here";
import { useShortcut } from "../../shared/keys/registry";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { Variations } from "../../shared/variations/variations";
import { BringList } from "./board-files";
import { BoardList, useOpenShot } from "./board-list";
import { matcher } from "./filter";
import type { BoardSearch } from "./search";
import { SelectionBar } from "./selection-bar";
import { ShotActDialog } from "./shot-act-dialog";
import { ShotGlance } from "./shot-glance";
import { Toolbar } from "./toolbar";
import { useTracks } from "./columns";
import { PasteDialog } from "./paste-dialog";
import { SetFieldDialog } from "./set-field-dialog";
import { useBoard, type BoardData } from "./use-board";
import { useCells } from "./use-cells";
import { useKeptOf } from "./kept";
import { useOrdering } from "./use-ordering";
import { useSaving } from "./use-saving";
import { useSelection, type Selection } from "./use-selection";
import { useShotActs } from "./use-shot-acts";
import { useShown } from "./use-shown";

const route = getRouteApi("/in/p/$production/board");

export function BoardPage() {
  const { t } = useTranslation("board");
  const data = useBoard();
  useBreadcrumb({ label: t("title") });
  return (
    <section className="flex min-h-0 flex-1 flex-col" aria-label={t("title")}>
      <h1 className="sr-only">{t("title")}</h1>
      <QueryView query={data.main} isEmpty={() => data.rows.length === 0 && !data.main.isFetching} empty={<NoShots />}>
        {() => <Board data={data} />}
      </QueryView>
    </section>
  );
}

function Board({ data }: { data: BoardData }) {
  const { t } = useTranslation("board");
  const search = route.useSearch();
  const change = useChange();
  const { id, past, may } = useProduction();
  const { q = "", view = "grid", size = 2, group } = search;
  const sort = sortIn(search.sort);
  const by = group === "no" || (!group && sort) ? null : (group ?? "scene");
  const fresh = useMemo(() => arranged(data.rows.filter(matcher(q)), sort, by), [data.rows, q, sort, by]);
  const shown = useShown(fresh, data.rows, `${q} ${sort} ${by}`);
  const selection = useSelection(shown.rows);
  const chosen = shown.rows.filter((row) => selection.selected.has(row.id)).map((row) => row.id);
  const { ordering, varying, generate, ...acts } = useOrdering(data.rows, chosen, selection.cursor);
  const shotActs = useShotActs(chosen, selection.cursor);
  const [runTo, setRunTo] = useState<string | null>(null);
  useKeptOf();
  const cells = useCells(shown.rows, selection, useTracks());
  const saving = useSaving(id, cells.open);
  const [pasted, setPasted] = useState<string | null>(null);
  const [setting, setSetting] = useState(false);
  const mayEdit = (["add_shot", "assign_work", "do_work"] as const).some((act) => may(act).allowed);
  const set = () => chosen.length > 0 && setSetting(true);
  useShortcut({
    id: "board.set",
    label: t("board-fields:bulk.do"),
    group: t("title"),
    keys: "f",
    enabled: mayEdit && chosen.length > 0,
    run: set,
  });
  useBoardKeys(selection, generate, may("generate").allowed, useOpenShot(id));
  const rate = data.rate ? rateOf(data.rate) : null;
  return (
    <>
      <Toolbar
        search={search}
        change={change}
        shown={shown.rows.length}
        total={data.rows.length}
        waiting={shown.waiting}
        onTake={shown.take}
        onStale={acts.stale}
        acts={shotActs}
      />
      {data.beside.map((query, index) => (
        <div key={index} className="p-2">
          <ProblemNotice error={query.error} onRetry={() => void query.refetch()} inline />
        </div>
      ))}
      {past && <p className="border-b border-line px-3 py-1 text-body text-muted">{t("past-note")}</p>}
      {shown.rows.length === 0 && q !== "" ? (
        <EmptyState
          title={t("nothing-found.title")}
          action={<Button onPress={() => change({ q: "" })}>{t("nothing-found.action")}</Button>}
        >
          {t("nothing-found.text")}
        </EmptyState>
      ) : (
        <BoardList
          rows={shown.rows}
          view={view}
          size={size}
          by={by}
          selection={selection}
          cells={cells}
          saving={saving}
          onPaste={(text) => mayEdit && text !== "" && setPasted(text)}
          production={id}
          rate={rate}
          onScene={acts.scene}
          onRunTo={may("generate").allowed ? setRunTo : undefined}
        />
      )}
      {chosen.length > 0 && (
        <SelectionBar
          selected={selection.selected}
          onClear={() => selection.only([])}
          onGenerate={generate}
          onVary={acts.vary}
          onSet={set}
          acts={shotActs}
        />
      )}
      <ShotGlance row={shown.rows.find((row) => row.id === selection.cursor) ?? null} production={id} rate={rate} />
      {ordering && <GenerateSheet {...ordering} onClose={acts.close} />}
      {shotActs.asking && <ShotActDialog {...shotActs.asking} rows={data.rows} onClose={shotActs.close} />}
      {setting && (
        <SetFieldDialog
          rows={data.rows.filter((row) => selection.selected.has(row.id))}
          onClose={() => setSetting(false)}
        />
      )}
      {pasted !== null && (
        <PasteDialog text={pasted} rows={shown.rows} all={data.rows} cells={cells} onClose={() => setPasted(null)} />
      )}
      {varying && <Variations shots={varying} onClose={acts.close} />}
      {runTo !== null && <RunToHere stage={runTo} selected={chosen} onClose={() => setRunTo(null)} />}
    </>
  );
}

function NoShots() {
  const { t } = useTranslation("board");
  const { id } = useProduction();
  const navigate = useNavigate();
  return (
    <EmptyState
      title={t("empty.title")}
      action={
        <span className="flex gap-2">
          <Button kind="primary" onPress={() => void navigate({ to: `/p/${id}/script` as "/productions" })}>
            {t("empty.action")}
          </Button>
          <BringList kind="plain" />
        </span>
      }
    >
      {t("empty.text")}
    </EmptyState>
  );
}

/** Write view state into the address; what is as usual is left out. */
function useChange(): (change: BoardSearch) => void {
  const navigate = useNavigate({ from: "/p/$production/board" });
  return (change) =>
    void navigate({
      replace: true,
      resetScroll: false,
      search: (old) => {
        const { q, view, size, ...rest } = { ...old, ...change };
        return {
          ...rest,
          ...(q ? { q } : {}),
          ...(view === "wall" ? { view } : {}),
          ...(size === 1 || size === 3 ? { size } : {}),
        };
      },
    });
}

function useBoardKeys(
  selection: Selection,
  generate: () => void,
  mayGenerate: boolean,
  open: ReturnType<typeof useOpenShot>,
): void {
  const { t } = useTranslation("board");
  const { cursor } = selection;
  const step = (by: number) => () => {
    document.querySelector<HTMLElement>("#board-grid")?.focus({ preventScroll: true });
    selection.move(by);
  };
  const group = t("title");
  useShortcut({ id: "board.next", label: t("keys.next"), group, keys: "j", run: step(1) });
  useShortcut({ id: "board.previous", label: t("keys.previous"), group, keys: "k", run: step(-1) });
  useShortcut({
    id: "board.select",
    label: t("keys.select"),
    group,
    keys: "x",
    enabled: cursor !== null,
    run: () => cursor && selection.toggle(cursor),
  });
  useShortcut({ id: "board.run", label: t("generate"), group, keys: "r", enabled: mayGenerate, run: generate });
  useShortcut({
    id: "board.takes",
    label: t("keys.takes"),
    group,
    keys: "t",
    enabled: cursor !== null,
    run: () => cursor && open(cursor, { tab: "takes" }),
  });
  useShortcut({
    id: "board.extend-down",
    label: t("keys.extend-down"),
    group,
    keys: "shift+arrowdown",
    run: () => selection.extend(1),
  });
  useShortcut({
    id: "board.extend-up",
    label: t("keys.extend-up"),
    group,
    keys: "shift+arrowup",
    run: () => selection.extend(-1),
  });
}

/** "24000/1001" as a number, for durations in words alone. */
function rateOf(rate: string): number {
  const [frames = 24, seconds = 1] = rate.split("/").map(Number);
  return frames / seconds;
}
