/** An open event: what changed from and to and what can be done about it, its causes and effects, its receipt, its data. */
import { useTranslation } from "react-i18next";
import { valueText } from "../../shared/lib/value-text";
import { CopyText } from "../../shared/ui/problem-notice";
import { Tabs } from "../../shared/ui/tabs";
import { Chain } from "./chain";
import { EventActions } from "./event-actions";
import type { LogEvent } from "./feed";
import { Receipt } from "./receipt";
import { useThingName } from "./use-thing-name";
import { Scrolling } from "../../shared/ui/scrolling";
import { useHistorySearch } from "./use-history-search";

const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "long" });

export function EventData({ event }: { event: LogEvent }) {
  const { t } = useTranslation("history");
  const { search, change } = useHistorySearch();
  const part = search.part ?? "what";
  return (
    <div className="border-b border-line bg-panel pr-4 pb-3 pl-[96px] text-form">
      <Tabs
        label={t("part.title", { position: event.position })}
        selected={part}
        onSelect={(id) => change({ part: id === "what" ? undefined : id })}
        items={[
          { id: "what", label: t("part.what"), content: <What event={event} /> },
          {
            id: "chain",
            label: t("part.chain"),
            content: (
              <Part>
                <Chain event={event} />
              </Part>
            ),
          },
          {
            id: "receipt",
            label: t("part.receipt"),
            content: (
              <Part>
                <Receipt event={event} />
              </Part>
            ),
          },
          {
            id: "data",
            label: t("part.data"),
            content: (
              <Part>
                <Data event={event} />
              </Part>
            ),
          },
        ]}
      />
    </div>
  );
}

function Part({ children }: { children: React.ReactNode }) {
  return <div className="flex flex-col gap-3 px-3 pt-3">{children}</div>;
}

function What({ event }: { event: LogEvent }) {
  const payload = event.payload as Record<string, unknown>;
  return (
    <Part>
      {"from" in payload || "to" in payload ? <FromTo payload={payload} /> : <Facts payload={payload} />}
      <EventActions event={event} />
    </Part>
  );
}

/** The ids and the time in full, and the event as a program gets it. */
function Data({ event }: { event: LogEvent }) {
  const { t } = useTranslation("history");
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-body">
        <Fact name={t("data.when")}>
          {exact.format(new Date(event.recorded_at))} · <span className="numbers">{event.recorded_at}</span>
        </Fact>
        <Fact name={t("data.type")}>
          <span className="numbers">{event.type}</span> ·{" "}
          {t("data.version", { kind: event.entity.kind, version: event.version })}
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
      <Scrolling
        as="pre"
        aria-label={t("part.data")}
        className="max-h-72 rounded-md border border-line bg-base p-2 font-mono text-body whitespace-pre-wrap"
      >
        {JSON.stringify(event, null, 2)}
      </Scrolling>
    </>
  );
}

function FromTo({ payload }: { payload: Record<string, unknown> }) {
  const { t } = useTranslation("history");
  return (
    <div className="grid max-w-3xl grid-cols-2 gap-3">
      {(["from", "to"] as const).map((side) => (
        <div key={side} className="min-w-0">
          <p className="text-label font-medium text-muted">{t(`data.${side}`)}</p>
          <p className="break-words whitespace-pre-wrap">
            {side === "from" && payload.to !== undefined ? (
              <s className="text-muted decoration-strong">{valueText(payload[side])}</s>
            ) : (
              valueText(payload[side])
            )}
          </p>
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
