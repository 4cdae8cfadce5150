/** After an undo or a restore: what it came to, the events that did it, and taking it back again. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { client, read } from "../../shared/api/client";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import type { Reversal } from "./reverting";

const LOOK = 200;
const SHOWN = 6;

interface RevertDoneProps {
  title: string;
  done: Reversal;
  saving: boolean;
  /** Where there may be more of the same to do. */
  next?: { label: string; run: () => void };
  onAgain: (events: readonly string[]) => void;
  onClose: () => void;
}

export function RevertDone({ title, done, saving, next, onAgain, onClose }: RevertDoneProps) {
  const { t } = useTranslation("history");
  const { id } = useProduction();
  const events = done.events.map(({ event }) => event);
  const { data: named = [] } = useQuery({ ...newestQuery(id, events), enabled: !saving });
  return (
    <Dialog
      title={title}
      open
      onClose={onClose}
      width="medium"
      footer={
        <>
          <Button isDisabled={events.length === 0} onPress={() => onAgain(events)}>
            {t("revert.redo")}
          </Button>
          {next && <Button onPress={next.run}>{next.label}</Button>}
          <Button kind="primary" autoFocus onPress={onClose}>
            {t("common:close")}
          </Button>
        </>
      }
    >
      <div role="status" className="flex flex-col gap-3 text-form">
        <p>
          <span aria-hidden className="mr-1.5 text-approved">
            ✓
          </span>
          {t("revert.done", { count: done.changes.length })}
        </p>
        <ul className="flex flex-col gap-1">
          {named.slice(0, SHOWN).map((event) => (
            <li key={event.id} className="break-words">
              <Link
                to={`/p/${id}/history` as "/productions"}
                search={{ event: event.position, at: undefined } as never}
                className="text-accent hover:underline"
              >
                #{event.position} {event.sentence}
              </Link>
            </li>
          ))}
        </ul>
        {events.length > SHOWN && (
          <p className="text-body text-muted">{t("revert.more-events", { count: events.length - SHOWN })}</p>
        )}
      </div>
    </Dialog>
  );
}

/** Replies name events by id; their positions come with the log. */
const newestQuery = (production: string, events: readonly string[]) =>
  queryOptions({
    queryKey: keys.events(production, { named: events }),
    queryFn: async ({ signal }) => {
      const { results } = await read(
        client.GET("/api/v1/productions/{production}/events/", {
          params: { path: { production }, query: { order: "desc", limit: LOOK } },
          signal,
        }),
      );
      return results.filter(({ id }) => events.includes(id)).toReversed();
    },
  });
