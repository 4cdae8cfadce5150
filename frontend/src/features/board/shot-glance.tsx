/** The inspector of the board: the shot that the keyboard stands on, at a glance, and why its stages are as they are. */
import { useTranslation } from "react-i18next";
import { ShotBreakdown } from "../../shared/breakdown/shot-breakdown";
import { CheckResult } from "../../shared/checks/check-result";
import { secondsText } from "../../shared/ui/figures";
import { Inspector } from "../../shared/ui/inspector";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { PortChanges } from "../../shared/verdicts/port-changes";
import { PortChips } from "../../shared/verdicts/port-chips";
import { useColumns } from "./columns";
import { Flags } from "./flags";
import { ShotLink } from "./grid";
import { Poster } from "./poster";
import type { Row } from "./rows";

export function ShotGlance({ row, production, rate }: { row: Row | null; production: string; rate: number | null }) {
  const { t } = useTranslation("board");
  const columns = useColumns();
  if (!row) return null;
  return (
    <Inspector title={<span className="numbers">{row.code}</span>}>
      {row.proxy ? (
        <video
          key={row.proxy}
          src={row.proxy}
          poster={row.poster ?? undefined}
          muted
          loop
          playsInline
          controls
          preload="none"
          aria-label={row.code}
          className="aspect-video w-full bg-picture"
        />
      ) : (
        <Poster row={row} className="w-full" />
      )}
      <div className="flex flex-col gap-3 p-3 text-form">
        <span className="flex items-center gap-3">
          <StatusGlyph state={row.state} work={row.work} stale={row.stale} />
          {row.take && <span className="numbers text-muted">{t("take", { number: row.take.number })}</span>}
          <span className="flex-1" />
          <Flags row={row} />
        </span>
        <PortChips ports={row.ports} />
        <PortChanges ports={row.ports} className="text-body text-muted" />
        <p dir="auto" className="whitespace-pre-line">
          {row.description}
        </p>
        <p className="text-body text-muted">
          {[row.heading, rate ? secondsText(row.frames / rate) : null, ...row.cast].filter(Boolean).join(" · ")}
        </p>
        <dl className="flex flex-col gap-2 border-t border-line pt-3 text-body">
          {columns.map(({ stage, title }) => (
            <div key={stage}>
              <dt className="flex items-center justify-between gap-2">
                <span className="text-muted">{title}</span>
                <StatusGlyph state={row.cells[stage]?.state ?? "empty"} />
              </dt>
              {row.cells[stage]?.reason && <dd className="text-muted">{row.cells[stage]?.reason}</dd>}
              {row.cells[stage]?.check && (
                <dd>
                  <CheckResult check={row.cells[stage].check} />
                </dd>
              )}
            </div>
          ))}
        </dl>
        <ShotBreakdown key={row.id} shot={row.id} rate={rate} />
        <ShotLink production={production} row={row} label={t("open-shot")} />
      </div>
    </Inspector>
  );
}
