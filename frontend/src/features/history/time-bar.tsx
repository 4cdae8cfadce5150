/** The time machine: choose a position or a time, and every screen that knows the past shows it as it was then. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { StepBack, StepForward } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { useShortcut } from "../../shared/keys/registry";
import { utcTime } from "../../shared/lib/utc-time";
import { useProduction } from "../../shared/routing/use-production";
import { Button, IconButton } from "../../shared/ui/button";
import { INPUT } from "../../shared/ui/field";
import { Dialog } from "../../shared/ui/dialog";
import { startOf } from "./difference";
import { MarkerMenu } from "./marker-menu";
import { markersQuery } from "./markers";
import { RevertSheet } from "./revert-sheet";
import { Track } from "./track";
import { useHistorySearch } from "./use-history-search";
import { useMayEver } from "./use-may-ever";

interface TimeBarProps {
  /** The position that is shown, and the last there is. */
  head: number | undefined;
  newest: number | undefined;
  time: string | null | undefined;
}

const SCREENS = ["board", "script", "parameters", "references"] as const;
const ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });

export function TimeBar({ head, newest, time }: TimeBarProps) {
  const { t } = useTranslation("history");
  const { id, past } = useProduction();
  const go = useGo(newest);
  const [asking, setAsking] = useState(false);
  const [restoring, setRestoring] = useState(false);
  const { search, change } = useHistorySearch();
  const { data: markers = [] } = useQuery(markersQuery(id));
  const mayRestore = useMayEver("add_shot").allowed;
  const comparing = search.from !== undefined || search.view === "difference";
  const ready = head !== undefined && newest !== undefined && newest > 0;
  useShortcut({
    id: "history.earlier",
    label: t("time.earlier"),
    group: t("title"),
    keys: "[",
    enabled: ready && head > 1,
    run: () => go((head ?? 1) - 1),
  });
  useShortcut({
    id: "history.later",
    label: t("time.later"),
    group: t("title"),
    keys: "]",
    enabled: ready && head < newest,
    run: () => go((head ?? 1) + 1),
  });
  useShortcut({
    id: "history.moment",
    label: t("time.choose"),
    group: t("title"),
    keys: "m",
    run: () => setAsking(true),
  });
  return (
    <div
      role="group"
      aria-label={t("time.title")}
      className="flex min-h-11 flex-wrap items-center gap-3 border-b border-line bg-panel px-4 py-1.5"
    >
      <IconButton
        label={t("time.earlier")}
        command="history.earlier"
        icon={<StepBack size={16} aria-hidden />}
        isDisabled={!ready || head <= 1}
        onPress={() => go((head ?? 1) - 1)}
      />
      {ready ? (
        <Track
          a={comparing ? startOf(search.from, head) : null}
          b={head}
          newest={newest}
          markers={markers}
          onA={(from) => change({ from, view: "difference" })}
          onB={go}
        />
      ) : (
        <div className="flex-1" />
      )}
      <IconButton
        label={t("time.later")}
        command="history.later"
        icon={<StepForward size={16} aria-hidden />}
        isDisabled={!ready || head >= newest}
        onPress={() => go((head ?? 1) + 1)}
      />
      <span className="numbers min-w-28 text-form" aria-live="polite">
        {ready && t("time.of", { position: head, newest })}
      </span>
      {past && time && <span className="text-body text-muted">{exact.format(new Date(time))}</span>}
      <Button size="small" onPress={() => setAsking(true)}>
        {t("time.choose")}
      </Button>
      {ready && <MarkerMenu markers={markers} head={head} onGo={go} />}
      {past && ready && mayRestore && (
        <Button size="small" onPress={() => setRestoring(true)}>
          {t("revert.restore-button")}
        </Button>
      )}
      {restoring && head !== undefined && (
        <RevertSheet asked={{ act: "restore", at: head, scope: null }} onClose={() => setRestoring(false)} />
      )}
      {past && (
        <nav aria-label={t("time.screens")} className="flex items-center gap-1 text-body">
          <span className="text-muted">{t("time.see")}</span>
          {SCREENS.map((screen) => (
            <Link
              key={screen}
              to={`/p/${id}/${screen}` as "/productions"}
              className="rounded-md border border-line bg-raised px-2 py-1 hover:border-strong"
            >
              {t(`time.screen.${screen}`)}
            </Link>
          ))}
        </nav>
      )}
      {asking && <Choose head={head} newest={newest} onGo={go} onClose={() => setAsking(false)} />}
    </div>
  );
}

/** Going to the newest position is coming back to now. */
function useGo(newest: number | undefined): (at: number | string) => void {
  const navigate = useNavigate();
  return (at) => {
    const now = typeof at === "number" && newest !== undefined && at >= newest;
    const moment = typeof at === "number" ? Math.max(1, at) : at;
    void navigate({ to: ".", search: ((search: object) => ({ ...search, at: now ? undefined : moment })) as never });
  };
}

function Choose({
  head,
  newest,
  onGo,
  onClose,
}: {
  head: number | undefined;
  newest: number | undefined;
  onGo: (at: number | string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation("history");
  const draft = useDraft<{ position: string; time: string }>("history/moment", null, true);
  const asked = draft.value ?? { position: String(head ?? ""), time: "" };
  const { position, time } = asked;
  const number = Number(position);
  const good = Number.isSafeInteger(number) && number >= 1 && number <= (newest ?? number);
  const leave = (at: number | string) => {
    draft.drop();
    onGo(at);
    onClose();
  };
  return (
    <Dialog title={t("time.choose")} open onClose={onClose}>
      <div className="flex flex-col gap-5">
        <DraftNotice draft={draft} base={null} />
        <form
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (good) leave(number);
          }}
        >
          <label className="flex flex-1 flex-col gap-1 text-label font-medium text-muted">
            {t("time.position", { newest })}
            <input
              inputMode="numeric"
              autoFocus
              value={position}
              onChange={(event) => draft.write({ ...asked, position: event.target.value })}
              aria-invalid={!good}
              className={`${INPUT} numbers h-8`}
            />
          </label>
          <Button type="submit" kind="primary" isDisabled={!good}>
            {t("time.go")}
          </Button>
        </form>
        <form
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (time) leave(utcTime(time, "second"));
          }}
        >
          <label className="flex flex-1 flex-col gap-1 text-label font-medium text-muted">
            {t("time.clock", { zone: ZONE })}
            <input
              type="datetime-local"
              step={1}
              value={time}
              onChange={(event) => draft.write({ ...asked, time: event.target.value })}
              className={`${INPUT} h-8`}
            />
          </label>
          <Button type="submit" isDisabled={time === ""}>
            {t("time.go")}
          </Button>
        </form>
      </div>
    </Dialog>
  );
}
