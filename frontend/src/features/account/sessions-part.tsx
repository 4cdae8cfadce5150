/** Where one is signed in: which device, from where, since when; others can be ended from here. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/live/query-keys";
import { Button } from "../../shared/ui/button";
import { RelativeTime } from "../../shared/ui/figures";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { PANEL, Section } from "../../shared/ui/section";
import { toast } from "../../shared/ui/toast";
import { endOthers, endSession, sessionsQuery, useAct, type OpenSession } from "./queries";

export function SessionsPart() {
  const { t } = useTranslation("account");
  const query = useQuery(sessionsQuery);
  const end = useAct(endSession, [keys.mySessions], (_, session) =>
    toast(t("sessions.done", { device: session.device || t("sessions.unknown") })),
  );
  const others = useAct(endOthers, [keys.mySessions], ({ ended }) =>
    toast(t("sessions.others-done", { count: ended })),
  );
  const alone = (query.data?.length ?? 0) < 2;
  const button = (
    <Button size="small" kind="danger" isDisabled={alone || others.saving} onPress={() => others.run(undefined)}>
      {t("sessions.others")}
    </Button>
  );
  return (
    <Section title={t("sessions.title")} action={button}>
      {(end.problem ?? others.problem) && <ProblemNotice error={end.problem ?? others.problem} inline />}
      <QueryView query={query}>
        {(sessions) => (
          <ul className={PANEL}>
            {sessions.map((session) => (
              <Row key={session.id} session={session} saving={end.saving} onEnd={() => end.run(session)} />
            ))}
          </ul>
        )}
      </QueryView>
      <p className="pt-2 text-label text-muted">{t("sessions.help")}</p>
    </Section>
  );
}

function Row({ session, saving, onEnd }: { session: OpenSession; saving: boolean; onEnd: () => void }) {
  const { t } = useTranslation("account");
  const device = session.device || t("sessions.unknown");
  return (
    <li className="flex min-h-12 items-center gap-3 border-line px-3 py-1.5 not-first:border-t">
      <div className="min-w-0 flex-1">
        <p className="truncate">
          {device}
          {session.present && <span className="ml-2 text-label text-approved">✓ {t("sessions.present")}</span>}
        </p>
        <p className="truncate text-label text-muted">
          <span className="numbers">{session.address}</span> · {t("sessions.since")}{" "}
          <RelativeTime at={session.signed_in_at} /> · {t("sessions.seen")} <RelativeTime at={session.seen_at} />
        </p>
      </div>
      {!session.present && (
        <Button
          size="small"
          isDisabled={saving}
          onPress={onEnd}
          aria-label={t("sessions.end-of", { device, address: session.address })}
        >
          {t("sessions.end")}
        </Button>
      )}
    </li>
  );
}
