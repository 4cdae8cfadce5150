/** The takes of a shot: the pinned or approved one on top, then the newest first; why one is out of date, and what was said. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { ChoiceRow } from "../../shared/ui/choice-row";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { Cause } from "../../shared/ui/event-link";
import { useValueText } from "../../shared/parameters/use-value-text";
import { BeingMade } from "./being-made";
import { RetakeNote } from "./retake-note";
import { useNames } from "../../shared/inputs/naming";
import { isOpenOrder, ordersQuery } from "../../shared/api/stages";
import { useNumbering } from "../../shared/player/numbering";
import { shortDigest, type Take } from "../../shared/player/takes";
import { PortChanges } from "../../shared/verdicts/port-changes";
import { PortChips } from "../../shared/verdicts/port-chips";
import { TakePoster } from "../../shared/verdicts/take-poster";

const weight = (take: Take): number => (take.pinned ? 2 : take.state === "approved" ? 1 : 0);

export function stacked(takes: readonly Take[]): Take[] {
  return takes.toSorted((one, other) => weight(other) - weight(one) || other.number - one.number);
}

interface TakeStackProps {
  takes: readonly Take[];
  selected: string | undefined;
  onSelect: (take: string) => void;
  onSeek: (frame: number) => void;
  /** The shot, where what is being made of it is to be seen. */
  shot?: string;
}

export function TakeStack({ takes, selected, onSelect, onSeek, shot }: TakeStackProps) {
  const { t } = useTranslation("shot");
  return (
    <section
      aria-label={t("takes.title")}
      className="flex w-60 shrink-0 max-[1100px]:w-44 max-md:max-h-44 max-md:w-full max-md:border-b flex-col overflow-y-auto border-r border-line bg-panel"
    >
      <h2 className="px-3 pt-2 pb-1 text-label font-medium text-muted">{t("takes.count", { count: takes.length })}</h2>
      {shot !== undefined && <Open shot={shot} />}
      {shot !== undefined && <BeingMade shot={shot} />}
      <ul>
        {takes.map((take) => (
          <OneTake
            key={take.id}
            take={take}
            selected={take.id === selected}
            onSelect={() => onSelect(take.id)}
            onSeek={onSeek}
          />
        ))}
      </ul>
    </section>
  );
}

/** Orders of the shot that are under way say that more takes may come. */
function Open({ shot }: { shot: string }) {
  const { t } = useTranslation("shot");
  const { id, past } = useProduction();
  const orders = useQuery({ ...ordersQuery(id), enabled: !past }).data ?? [];
  const open = orders.filter((order) => isOpenOrder(order) && order.shots.includes(shot));
  return open.length > 0 && !past ? (
    <p className="px-3 pb-1 text-label text-muted">{t("takes.open", { count: open.length })}</p>
  ) : null;
}

function OneTake({
  take,
  selected,
  onSelect,
  onSeek,
}: {
  take: Take;
  selected: boolean;
  onSelect: () => void;
  onSeek: (frame: number) => void;
}) {
  const { t } = useTranslation("shot");
  return (
    <ChoiceRow
      selected={selected}
      onSelect={onSelect}
      below={<Below take={take} selected={selected} onSeek={onSeek} />}
    >
      <TakePoster take={take} />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex items-center justify-between gap-1">
          <span className="numbers text-form font-semibold whitespace-nowrap">
            {t("takes.number", { number: take.number })}
          </span>
          <span className="numbers text-label text-muted max-[1100px]:hidden">{shortDigest(take.digest)}</span>
        </span>
        <StatusGlyph state={take.state} />
        <Varied take={take} />
        <RetakeNote take={take} />
        {(take.pinned || take.in_use) && (
          <span className="text-label text-muted">
            {[
              take.pinned && `⚑ ${t("takes.pinned")}`,
              take.in_use && t(take.use ? `takes.use.${take.use.rule}` : "takes.in-use"),
            ]
              .filter(Boolean)
              .join(" · ")}
          </span>
        )}
      </span>
    </ChoiceRow>
  );
}

/** What a take says of itself beside how it stands: its ports, what is out of date or lost, and the verdict's comment. */
function Below({ take, selected, onSeek }: { take: Take; selected: boolean; onSeek: (frame: number) => void }) {
  const { t } = useTranslation("shot");
  return (
    <>
      <PortChips ports={take.ports} className="px-2 pb-2" />
      {selected && take.use && (
        <p className="px-2 pb-2 text-label text-muted">
          {t("takes.since")} <Cause cause={take.use.since} />
        </p>
      )}
      {take.out_of_date && (
        <div className="px-2 pb-2 text-body">
          <StatusGlyph state="out of date" />
          <PortChanges ports={take.ports} className="block text-muted" />
          {take.causes.slice(0, 3).map((cause) => (
            <Cause key={cause.event} cause={cause} />
          ))}
        </div>
      )}
      {take.lost.length > 0 && (
        <p className="px-2 pb-2 text-body">⚠ {t("takes.lost", { files: take.lost.join(", ") })}</p>
      )}
      {take.evicted.length > 0 && (
        <p className="px-2 pb-2 text-body text-muted">{t("takes.evicted", { files: take.evicted.join(", ") })}</p>
      )}
      {take.withdrawn.length > 0 && (
        <p dir="auto" className="px-2 pb-2 text-body">
          ⚠ {t("takes.withdrawn", { models: take.withdrawn.join("; ") })}
        </p>
      )}
      {selected && <Comment take={take} onSeek={onSeek} />}
    </>
  );
}

/** Which variation it is, and what is set for it alone. */
function Varied({ take }: { take: Take }) {
  const { t } = useTranslation("shot");
  const { name } = useNames();
  const settings = Object.entries(take.settings ?? {});
  const text = useValueText(settings.map(([, { value }]) => value));
  const own = settings.map(([key, { value }]) => `${name(`parameter:${key}`)}: ${text(value)}`);
  const said = [take.variation > 1 && t("takes.variation", { number: take.variation }), ...own].filter(Boolean);
  return said.length > 0 && <span className="text-label break-words text-muted">{said.join(" · ")}</span>;
}

/** What was said with the verdict; notes stand in a tab of their own. */
function Comment({ take, onSeek }: { take: Take; onSeek: (frame: number) => void }) {
  const { t } = useTranslation("shot");
  if (take.comment === "" && !take.comment_erased) return null;
  return (
    <p className="flex gap-2 px-2 pb-2 text-body">
      <FrameButton frame={take.comment_frame} onSeek={onSeek} />
      {take.comment_erased ? (
        <em className="text-muted">{t("takes.erased")}</em>
      ) : (
        <span dir="auto" className="min-w-0 font-medium break-words">
          {take.comment}
        </span>
      )}
    </p>
  );
}

function FrameButton({ frame, onSeek }: { frame: number | null; onSeek: (frame: number) => void }) {
  const { t } = useTranslation("shot");
  const { number } = useNumbering();
  if (frame === null) return <span className="w-10 shrink-0 text-right text-muted">–</span>;
  return (
    <button
      type="button"
      onClick={() => onSeek(frame)}
      aria-label={t("takes.to-frame", { frame: number(frame) })}
      className="numbers h-6 w-10 shrink-0 text-right text-accent hover:underline"
    >
      {number(frame)}
    </button>
  );
}
