/** The time that events are from: a span that ends now, or from one time to another. */
import { CalendarClock } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { utcTime } from "../../shared/lib/utc-time";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { INPUT, LABEL } from "../../shared/ui/field";

const SPANS = { hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;
const short = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

type Range = { since?: string | undefined; until?: string | undefined };

export function TimeRange({ since, until, onChange }: Range & { onChange: (range: Range) => void }) {
  const { t } = useTranslation("history");
  const [asking, setAsking] = useState(false);
  const shown = [since, until].map((time) => (time ? short.format(new Date(time)) : null));
  const label =
    shown[0] && shown[1]
      ? `${shown[0]} – ${shown[1]}`
      : shown[0]
        ? t("range.since", { time: shown[0] })
        : shown[1]
          ? t("range.until", { time: shown[1] })
          : t("range.any");
  return (
    <>
      <Button icon={<CalendarClock size={14} aria-hidden />} onPress={() => setAsking(true)}>
        {label}
      </Button>
      <Dialog title={t("range.title")} open={asking} onClose={() => setAsking(false)}>
        <Choice
          since={since}
          until={until}
          onChoose={(range) => {
            onChange(range);
            setAsking(false);
          }}
        />
      </Dialog>
    </>
  );
}

/** Two times as fields of the viewer's zone have them, empty for none. */
interface Ends {
  first: string;
  last: string;
}

function Choice({ since, until, onChoose }: Range & { onChoose: (range: Range) => void }) {
  const { t } = useTranslation("history");
  const draft = useDraft<Ends>("history/range", null, true);
  const ends = draft.value ?? { first: localText(since), last: localText(until) };
  const { first, last } = ends;
  const choose = (range: Range) => {
    draft.drop();
    onChoose(range);
  };
  const wrong = first !== "" && last !== "" && first > last;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-1">
        <Button size="small" onPress={() => choose({ since: undefined, until: undefined })}>
          {t("range.any")}
        </Button>
        {(Object.keys(SPANS) as (keyof typeof SPANS)[]).map((span) => (
          <Button
            key={span}
            size="small"
            onPress={() => choose({ since: new Date(Date.now() - SPANS[span]).toISOString(), until: undefined })}
          >
            {t(`range.${span}`)}
          </Button>
        ))}
      </div>
      <DraftNotice draft={draft} base={null} />
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (!wrong) choose({ since: utc(first), until: utc(last) });
        }}
      >
        {(
          [
            ["range.from", "first"],
            ["range.to", "last"],
          ] as const
        ).map(([name, end]) => (
          <label key={name} className="flex flex-col gap-1">
            <span className={LABEL}>{t(name)}</span>
            <input
              type="datetime-local"
              value={ends[end]}
              onChange={(event) => draft.write({ ...ends, [end]: event.target.value })}
              aria-invalid={wrong}
              className={`${INPUT} h-8`}
            />
          </label>
        ))}
        {wrong && (
          <p role="alert" className="text-body text-muted">
            {t("range.wrong")}
          </p>
        )}
        <Button type="submit" kind="primary" isDisabled={wrong} className="self-end">
          {t("range.do")}
        </Button>
      </form>
    </div>
  );
}

const utc = (local: string): string | undefined => (local === "" ? undefined : utcTime(local, "minute"));

/** A time in UTC as the field of the viewer's zone wants it. */
function localText(time: string | undefined): string {
  if (time === undefined || Number.isNaN(Date.parse(time))) return "";
  const at = new Date(time);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
