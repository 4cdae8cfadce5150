/** Offers what was left unsaved before the page was loaded: since when, what changed meanwhile, keep or discard. */
import { useTranslation } from "react-i18next";
import { classes } from "../lib/classes";
import { valueText } from "../lib/value-text";
import { Button } from "../ui/button";
import type { DraftOf } from "./use-draft";

export interface Meanwhile {
  field: string;
  now: unknown;
}

interface DraftNoticeProps<Value, Base> {
  draft: DraftOf<Value, Base>;
  /** What stands now, on which the text is written from here on. */
  base: Base;
  /** What others changed since the text was written. */
  meanwhile?: readonly Meanwhile[];
  className?: string;
}

export function DraftNotice<Value, Base>({ draft, base, meanwhile = [], className }: DraftNoticeProps<Value, Base>) {
  const { t } = useTranslation("drafts");
  if (draft.left === null || draft.value === undefined) return null;
  return (
    <div
      role="group"
      aria-label={t("title", { time: timeText(draft.left) })}
      className={classes(
        "flex flex-col gap-2 rounded-md border border-line border-l-2 border-l-accent bg-raised p-2",
        className,
      )}
    >
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1 text-form font-medium">{t("title", { time: timeText(draft.left) })}</p>
        <Button size="small" onPress={draft.drop}>
          {t("discard")}
        </Button>
        <Button size="small" kind="primary" onPress={() => draft.stand(base)}>
          {t("keep")}
        </Button>
      </div>
      <div className="text-body text-muted">
        {meanwhile.length === 0 ? (
          <p>{t("same")}</p>
        ) : (
          <>
            <p>{t("meanwhile")}</p>
            <ul>
              {meanwhile.map(({ field, now }) => (
                <li key={field} className="whitespace-pre-line text-text">
                  {t("now", { field, value: valueText(now) })}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}

const hours = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });

/** "14:02" of today, "26 Nov, 14:02" of another day. */
export function timeText(at: number): string {
  const then = new Date(at);
  return (then.toDateString() === new Date().toDateString() ? hours : day).format(then);
}
