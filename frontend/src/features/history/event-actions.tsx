/** What can be done about an event: go to its thing, compare, undo it or all of its command, go back to before it. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import type { LogEvent } from "./feed";
import { addressOf } from "./kinds";
import { RevertSheet } from "./revert-sheet";
import type { Asked } from "./reverting";
import { useHistorySearch } from "./use-history-search";
import { useMayEver } from "./use-may-ever";

/** What machines did stays, and is not offered to be undone. */
const LASTING: ReadonlySet<string> = new Set(["job", "order"]);
const SCOPES: ReadonlySet<string> = new Set(["shot", "scene", "reference"]);

export function EventActions({ event }: { event: LogEvent }) {
  const { t } = useTranslation("history");
  const { change } = useHistorySearch();
  const [asked, setAsked] = useState<Asked | null>(null);
  const position = event.position ?? 0;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ThingLink event={event} />
      <Button
        size="small"
        onPress={() => change({ entity: event.entity.id, kind: undefined, actor: undefined, q: undefined })}
      >
        {t("only-this", { kind: event.entity.kind })}
      </Button>
      <Button
        size="small"
        onPress={() => change({ view: "difference", from: Math.max(1, position - 1), at: position })}
      >
        {t("difference-of")}
      </Button>
      <Reverts event={event} onAsk={setAsked} />
      {asked && <RevertSheet asked={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

function Reverts({ event, onAsk }: { event: LogEvent; onAsk: (asked: Asked) => void }) {
  const { t } = useTranslation("history");
  const { allowed, reason } = useMayEver("add_shot");
  const { id, kind } = event.entity;
  const undoable = allowed && !LASTING.has(kind);
  const undo = () => onAsk({ act: "undo", events: [event.id] });
  useShortcut({
    id: "history.undo",
    label: t("revert.undo-this"),
    group: t("title"),
    enabled: undoable,
    run: undo,
  });
  if (!allowed) return reason ? <span className="text-body text-muted">{t("revert.may-not", { reason })}</span> : null;
  const command = event.meta.command;
  const scope = SCOPES.has(kind) ? { id, kind } : null;
  const position = event.position ?? 0;
  return (
    <>
      <span aria-hidden className="h-4 w-px bg-line" />
      {undoable && (
        <Button size="small" onPress={undo}>
          {t("revert.undo-this")}
        </Button>
      )}
      {undoable && command && (
        <Button size="small" onPress={() => onAsk({ act: "undo", command })}>
          {t("revert.undo-all")}
        </Button>
      )}
      <Button size="small" onPress={() => onAsk({ act: "restore", at: position, scope })}>
        {t(scope ? "revert.restore-thing" : "revert.restore-this", {
          kind: t(`kind-one.${kind}`, { defaultValue: kind }).toLowerCase(),
        })}
      </Button>
    </>
  );
}

function ThingLink({ event }: { event: LogEvent }) {
  const { t } = useTranslation("history");
  const { id } = useProduction();
  const { kind } = event.entity;
  const address = addressOf(id, kind, event.entity.id, event.payload as Record<string, unknown>);
  if (!address) return null;
  return (
    <Link
      to={address as "/productions"}
      className="inline-flex h-6 items-center rounded-md border border-line bg-raised px-2 text-body hover:border-strong"
    >
      {t("open-thing", { kind: t(`kind-one.${kind}`, { defaultValue: kind }).toLowerCase() })}
    </Link>
  );
}
