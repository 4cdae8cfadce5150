/** What waits for a verdict, the longest waiting first. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import { useProduction } from "../../shared/routing/use-production";
import { RelativeTime } from "../../shared/ui/figures";
import { cutQuery } from "../../shared/api/cut";
import { takeQuery } from "../../shared/player/takes";
import type { Waiting } from "./queue";

export function QueueList({ queue, selected, onSelect }: { queue: readonly Waiting[]; selected: string | undefined; onSelect: (take: string) => void }) {
  const { t } = useTranslation("review");
  return (
    <section aria-label={t("queue")} className="flex w-64 shrink-0 flex-col overflow-y-auto border-l border-line bg-panel">
      <h2 className="px-3 pt-2 pb-1 text-label font-medium text-muted">{t("waiting", { count: queue.length })}</h2>
      <ol>
        {queue.map((each) => (
          <Row key={each.take} waiting={each} selected={each.take === selected} onSelect={() => onSelect(each.take)} />
        ))}
      </ol>
    </section>
  );
}

function Row({ waiting, selected, onSelect }: { waiting: Waiting; selected: boolean; onSelect: () => void }) {
  const { t } = useTranslation("review");
  const { id } = useProduction();
  const film = useQuery(cutQuery(id)).data;
  const clip = film?.clips.find((each) => each.take?.id === waiting.take);
  // Most takes that wait are in use, and the film knows them; of another one is asked by itself.
  const take = useQuery({ ...takeQuery(id, waiting.take), enabled: film !== undefined && clip === undefined }).data?.take;
  const code = clip?.code ?? film?.clips.find((each) => each.shot === take?.shot)?.code;
  const number = clip?.take?.number ?? take?.number;
  const poster = clip?.poster ?? take?.poster;
  return (
    <li className={classes("border-t border-line border-l-2", selected ? "border-l-accent bg-raised" : "border-l-transparent")}>
      <button type="button" onClick={onSelect} aria-current={selected ? "true" : undefined} className="flex w-full gap-2 p-2 text-left hover:bg-raised">
        <span className="relative block h-11 w-20 shrink-0 overflow-hidden rounded-sm bg-picture">
          {poster && <img src={poster} alt="" loading="lazy" className="size-full object-cover" />}
          {(clip ?? take)?.out_of_date && <span aria-hidden className="stale-corner absolute top-0 right-0 size-3" />}
        </span>
        <span className="flex min-w-0 flex-1 flex-col">
          <span className="numbers truncate text-form font-semibold">{code}</span>
          <span className="truncate text-body text-muted">{[number && t("take", { number }), waiting.by].filter(Boolean).join(" · ")}</span>
          <RelativeTime at={waiting.at} />
        </span>
      </button>
    </li>
  );
}
