/** An open event: what changed from and to, where it leads, what caused it, and its ids to copy. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { CopyText } from "../../shared/ui/problem-notice";
import { valueText } from "../../shared/lib/value-text";
import type { LogEvent } from "./feed";
import { addressOf } from "./kinds";
import { useThingName } from "./use-thing-name";
import { useHistorySearch } from "./use-history-search";

const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "long" });

export function EventData({ event }: { event: LogEvent }) {
  const { t } = useTranslation("history");
  const { change } = useHistorySearch();
  const [raw, setRaw] = useState(false);
  const payload = event.payload as Record<string, unknown>;
  const position = event.position ?? 0;
  return (
    <div className="flex flex-col gap-3 border-b border-line bg-panel py-3 pr-4 pl-[108px] text-form">
      {"from" in payload || "to" in payload ? <FromTo payload={payload} /> : <Facts payload={payload} />}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-body">
        <Fact name={t("data.when")}>
          {exact.format(new Date(event.recorded_at))} · <span className="numbers">{event.recorded_at}</span>
        </Fact>
        <Fact name={t("data.type")}>
          <span className="numbers">{event.type}</span> · {t("data.version", { kind: event.entity.kind, version: event.version })}
        </Fact>
        {Object.entries(event.meta).map(([name, value]) => (
          <Fact key={name} name={name.replaceAll("_", " ")}>
            <CopyText text={value} />
          </Fact>
        ))}
        <Fact name={t("data.event")}>
          <CopyText text={event.id} />
        </Fact>
        <Fact name={event.entity.kind}>
          <CopyText text={event.entity.id} />
        </Fact>
      </dl>
      <div className="flex flex-wrap items-center gap-2">
        <ThingLink event={event} />
        <Button size="small" onPress={() => change({ entity: event.entity.id, kind: undefined, actor: undefined, q: undefined })}>
          {t("only-this", { kind: event.entity.kind })}
        </Button>
        <Button size="small" onPress={() => change({ view: "difference", from: Math.max(1, position - 1), to: position })}>
          {t("difference-of")}
        </Button>
        <Button size="small" kind="quiet" aria-expanded={raw} onPress={() => setRaw(!raw)}>
          {t("raw")}
        </Button>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must take the focus */}
      {raw && <pre tabIndex={0} className="max-h-72 overflow-auto rounded-md border border-line bg-base p-2 font-mono text-body whitespace-pre-wrap">{JSON.stringify(event, null, 2)}</pre>}
    </div>
  );
}

function ThingLink({ event }: { event: LogEvent }) {
  const { t } = useTranslation("history");
  const { id } = useProduction();
  const { kind } = event.entity;
  const address = addressOf(id, kind, event.entity.id, event.payload as Record<string, unknown>);
  if (!address) return null;
  return (
    <Link to={address as "/productions"} className="inline-flex h-6 items-center rounded-md border border-line bg-raised px-2 text-body hover:border-strong">
      {t("open-thing", { kind: t(`kind-one.${kind}`, { defaultValue: kind }).toLowerCase() })}
    </Link>
  );
}

function FromTo({ payload }: { payload: Record<string, unknown> }) {
  const { t } = useTranslation("history");
  return (
    <div className="grid max-w-3xl grid-cols-2 gap-3">
      {(["from", "to"] as const).map((side) => (
        <div key={side} className="min-w-0">
          <p className="text-label font-medium text-muted">{t(`data.${side}`)}</p>
          <p className="break-words whitespace-pre-wrap">{side === "from" && payload.to !== undefined ? <s className="text-muted decoration-strong">{valueText(payload[side])}</s> : valueText(payload[side])}</p>
        </div>
      ))}
    </div>
  );
}

const LONG = 300;

function Facts({ payload }: { payload: Record<string, unknown> }) {
  const name = useThingName();
  const entries = Object.entries(payload).filter(([, value]) => value !== null && value !== "");
  if (entries.length === 0) return null;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
      {entries.map(([key, value]) => {
        const text = (typeof value === "string" && name(value)) || valueText(value);
        return (
          <Fact key={key} name={key.replaceAll("_", " ")}>
            <span className="break-words">{text.length > LONG ? `${text.slice(0, LONG)}…` : text}</span>
          </Fact>
        );
      })}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
