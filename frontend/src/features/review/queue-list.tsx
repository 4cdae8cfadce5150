/** What waits for a verdict, the longest waiting first. */
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import { RelativeTime } from "../../shared/ui/figures";
import type { Waiting } from "./queue";

export function QueueList({
  queue,
  selected,
  onSelect,
}: {
  queue: readonly Waiting[];
  selected: string | undefined;
  onSelect: (take: string) => void;
}) {
  const { t } = useTranslation("review");
  return (
    <section
      aria-label={t("queue")}
      className="flex w-64 shrink-0 flex-col overflow-y-auto border-l border-line bg-panel"
    >
      <h2 className="px-3 pt-2 pb-1 text-label font-medium text-muted">{t("waiting", { count: queue.length })}</h2>
      <ol>
        {queue.map((each) => (
          <Row key={each.id} take={each} selected={each.id === selected} onSelect={() => onSelect(each.id)} />
        ))}
      </ol>
    </section>
  );
}

function Row({ take, selected, onSelect }: { take: Waiting; selected: boolean; onSelect: () => void }) {
  const { t } = useTranslation("review");
  return (
    <li
      className={classes(
        "border-t border-line border-l-2",
        selected ? "border-l-accent bg-raised" : "border-l-transparent",
      )}
    >
      <button
        type="button"
        onClick={onSelect}
        aria-current={selected ? "true" : undefined}
        className="flex w-full gap-2 p-2 text-left hover:bg-raised"
      >
        <span className="relative block h-11 w-20 shrink-0 overflow-hidden rounded-sm bg-picture">
          {take.poster && <img src={take.poster} alt="" loading="lazy" className="size-full object-cover" />}
          {take.out_of_date && <span aria-hidden className="stale-corner absolute top-0 right-0 size-3" />}
        </span>
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="numbers truncate text-form font-semibold">{take.code}</span>
          <span className="truncate text-body text-muted">
            {t("take", { number: take.number })} · <bdi>{take.by?.name ?? t("by-missing")}</bdi>
          </span>
          {take.at && <RelativeTime at={take.at} />}
        </span>
      </button>
    </li>
  );
}
