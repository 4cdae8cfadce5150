/** A contact sheet: the takes of a grid side by side, along its axes, walked by arrows and played together. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Pause, Play } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { useValueText } from "../../shared/parameters/use-value-text";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { Keys } from "../../shared/ui/keys";
import { QueryView } from "../../shared/ui/query-view";
import "../../shared/variations/words";
import { ChosenTake } from "./chosen-take";
import { tablesOf, type ContactSheet, type Edge, type Table } from "./layout";
import { sheetQuery } from "./queries";
import { SheetCellButton } from "./sheet-cell";

const route = getRouteApi("/in/p/$production/variations/$order");

/** Where one stands: table, row and column. */
type Place = readonly [number, number, number];

export function SheetPage() {
  const { t } = useTranslation("variations");
  const { id } = useProduction();
  const { order } = route.useParams();
  const query = useQuery(sheetQuery(id, order));
  useBreadcrumb({ label: t("sheet.title") });
  return (
    <section aria-label={t("sheet.title")} className="flex min-h-0 flex-1 flex-col">
      <h1 className="sr-only">{t("sheet.title")}</h1>
      <QueryView
        query={query}
        isEmpty={({ cells }) => cells.length === 0}
        empty={<EmptyState title={t("sheet.empty.title")}>{t("sheet.empty.text")}</EmptyState>}
      >
        {(sheet) => <Sheet sheet={sheet} />}
      </QueryView>
    </section>
  );
}

function Sheet({ sheet }: { sheet: ContactSheet }) {
  const { t } = useTranslation("variations");
  const tables = useMemo(() => tablesOf(sheet), [sheet]);
  const [place, setPlace] = useState<Place | null>(null);
  const [playing, setPlaying] = useState(false);
  const edge = useEdgeText(sheet);
  useWalk(tables, place, setPlace);
  useShortcut({
    id: "variations.play",
    label: t(playing ? "sheet.stop" : "sheet.play"),
    group: t("sheet.title"),
    keys: "l",
    run: () => setPlaying(!playing),
  });
  const [table, line, across] = place ?? [-1, -1, -1];
  const at = tables[table];
  const row = at?.rows[line];
  const column = at?.columns[across];
  const made = sheet.cells.filter(({ take }) => take !== null).length;
  const firsts = new Set<string>();
  const twins = new Set(
    sheet.cells.filter(({ take }) => take && (firsts.has(take.id) || !firsts.add(take.id))).map(({ take }) => take?.id),
  );
  const where = (table: Table, down: Edge | undefined, across: Edge | undefined) =>
    [tables.length > 1 && table.code, edge(down), edge(across)].filter(Boolean).join(", ");
  return (
    <>
      <header className="flex flex-wrap items-center gap-3 border-b border-line px-3 py-1.5 text-form">
        <span className="numbers" role="status">
          {t("sheet.there", { made, count: sheet.cells.length })}
        </span>
        <span className="flex-1" />
        <Button
          size="small"
          aria-pressed={playing}
          onPress={() => setPlaying(!playing)}
          icon={playing ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
        >
          {t(playing ? "sheet.stop" : "sheet.play")}
          <Keys keys="l" />
        </Button>
      </header>
      <div className="min-h-0 flex-1 overflow-auto p-3">
        {tables.map((each, index) => (
          <div key={each.shot} className="pb-6">
            {tables.length > 1 && <h2 className="numbers pb-2 text-form font-semibold">{each.code}</h2>}
            <table className="border-separate border-spacing-2" aria-label={t("sheet.all", { code: each.code })}>
              <thead>
                <tr>
                  <th scope="col">
                    <span className="sr-only">{t("sheet.varies")}</span>
                  </th>
                  {each.columns.map((edgeOf, at) => (
                    <th key={at} scope="col" className="text-left text-label font-medium wrap-anywhere text-muted">
                      {edge(edgeOf)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {each.rows.map(({ edge: down, cells }, lower) => (
                  <tr key={lower}>
                    <th scope="row" className="pr-2 text-left align-middle text-label font-medium text-muted">
                      {edge(down)}
                    </th>
                    {cells.map((cell, side) => (
                      <td key={side} className="w-72 min-w-36 align-top">
                        <SheetCellButton
                          cell={cell}
                          where={where(each, down, each.columns[side])}
                          chosen={table === index && line === lower && across === side}
                          playing={playing}
                          twin={twins.has(cell.take?.id)}
                          onChoose={() => setPlace([index, lower, side])}
                        />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        ))}
      </div>
      <footer className="min-h-12 border-t border-line bg-panel px-3 py-2">
        <ChosenTake sheet={sheet} cell={row?.cells[across]} where={at ? where(at, row?.edge, column) : ""} />
      </footer>
    </>
  );
}

/** An edge in words: "Grade: noir, seed 2"; by number to who may not see values; nothing where it varies nothing. */
function useEdgeText({ axes }: ContactSheet): (edge: Edge | undefined) => string {
  const { t } = useTranslation("variations");
  const text = useValueText(axes.flatMap(({ values }) => values));
  return (edge) => {
    if (!edge) return "";
    const axis = edge.axis === null ? undefined : axes[edge.axis];
    const hidden = axis?.values.every((value) => value === null);
    return [
      axis &&
        (hidden
          ? t("sheet.hidden", { label: axis.label, number: edge.number })
          : t("sheet.value", { label: axis.label, value: text(edge.value) })),
      edge.seed !== null && t("sheet.seed", { number: edge.seed }),
    ]
      .filter(Boolean)
      .join(", ");
  };
}

/** Arrows walk the cells; from the last row of a shot to the first of the next. */
function useWalk(tables: readonly Table[], place: Place | null, setPlace: (place: Place) => void): void {
  const { t } = useTranslation("variations");
  const group = t("sheet.title");
  const go = (down: number, across: number) => () => {
    if (!place) return setPlace([0, 0, 0]);
    const lines = tables.flatMap((table, index) =>
      table.rows.map((row, at) => ({ index, at, width: row.cells.length })),
    );
    const line = lines.findIndex(({ index, at }) => index === place[0] && at === place[1]);
    const next = lines[Math.min(Math.max(line + down, 0), lines.length - 1)];
    if (next) setPlace([next.index, next.at, Math.min(Math.max(place[2] + across, 0), next.width - 1)]);
  };
  useShortcut({ id: "variations.next", label: t("sheet.next"), group, keys: "arrowright", run: go(0, 1) });
  useShortcut({ id: "variations.previous", label: t("sheet.previous"), group, keys: "arrowleft", run: go(0, -1) });
  useShortcut({ id: "variations.down", label: t("sheet.down"), group, keys: "arrowdown", run: go(1, 0) });
  useShortcut({ id: "variations.up", label: t("sheet.up"), group, keys: "arrowup", run: go(-1, 0) });
}
