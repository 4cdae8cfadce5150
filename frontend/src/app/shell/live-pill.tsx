/** How live the page is: live, catching up, offline or in the past; never by colour alone. */
import { useTranslation } from "react-i18next";
import { retryNow } from "../../shared/live/use-live-production";
import { useLive } from "../../shared/live/live-store";
import { useProduction } from "../../shared/routing/use-production";
import { classes } from "../../shared/lib/classes";
import { Button } from "../../shared/ui/button";
import { useReturnToNow } from "./use-return-to-now";

const LOOK = {
  connecting: { glyph: "◌", text: "text-muted" },
  live: { glyph: "●", text: "text-approved" },
  "catching-up": { glyph: "◔", text: "text-in-review" },
  offline: { glyph: "✕", text: "text-failed" },
  past: { glyph: "⟲", text: "text-in-review" },
};

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

export function LivePill() {
  const { t } = useTranslation("shell");
  const { at, past } = useProduction();
  const live = useLive();
  const state = past ? "past" : live.status;
  const detail = {
    connecting: "",
    live: live.position === null ? "" : t("live.position", { position: live.position }),
    "catching-up": live.behind > 0 ? t("live.behind", { count: live.behind }) : t("live.late"),
    offline:
      live.ended === "no-member"
        ? t("live.no-member")
        : t("live.since", { time: clock.format(live.offlineSince ?? 0) }),
    past: t("live.at", { at: /^\d+$/.test(at ?? "") ? `#${at}` : (at ?? "") }),
  }[state];
  return (
    <div className="flex items-center gap-1">
      <output
        title={t(`live.explain.${state}`)}
        data-live={state}
        className="flex h-6 items-center gap-1.5 rounded-full border border-line bg-base px-2 text-body whitespace-nowrap"
      >
        <span aria-hidden className={classes(LOOK[state].text)}>
          {LOOK[state].glyph}
        </span>
        <span className="font-medium">{t(`live.${state}`)}</span>
        {detail && <span className="numbers text-label text-muted max-sm:hidden">{detail}</span>}
      </output>
      {state === "offline" && live.ended === null && (
        <Button size="small" onPress={retryNow}>
          {t("live.retry")}
        </Button>
      )}
      {past && <ReturnToNow />}
    </div>
  );
}

function ReturnToNow() {
  const { t } = useTranslation("shell");
  return (
    <Button size="small" onPress={useReturnToNow()}>
      {t("live.return")}
    </Button>
  );
}
