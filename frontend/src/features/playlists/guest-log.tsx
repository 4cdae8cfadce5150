/** Who came in by a share link, when and from where, and which takes were sent to them; a guest can be erased here. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { RelativeTime } from "../../shared/ui/figures";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { erase, guestsQuery, linksKey, type GuestShown, type ShareLink } from "./share-calls";

export function GuestLog({ link, onClose }: { link: ShareLink; onClose: () => void }) {
  const { t } = useTranslation("playlists");
  const { id } = useProduction();
  const query = useQuery(guestsQuery(id, link));
  return (
    <Dialog title={t("guests.log-title", { name: link.name })} open onClose={onClose} width="medium">
      <p className="pb-3 text-body text-muted">{t("guests.log-about")}</p>
      <QueryView query={query}>
        {(guests) =>
          guests.length === 0 ? (
            <p className="text-body text-muted">{t("guests.nobody")}</p>
          ) : (
            <ul>
              {guests.map((guest) => (
                <One key={guest.id} link={link} guest={guest} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </Dialog>
  );
}

function One({ link, guest }: { link: ShareLink; guest: GuestShown }) {
  const { t } = useTranslation("playlists");
  const { id } = useProduction();
  const [asking, setAsking] = useState(false);
  const forget = useCommand({
    call: (_: null, key) => erase(link.id, guest.id, key),
    renews: [linksKey(id, link.playlist)],
  });
  return (
    <li className="border-t border-line py-2">
      <div className="flex flex-wrap items-center gap-x-3">
        <p className="min-w-48 flex-1 text-form">
          {guest.erased ? (
            <em className="text-muted">{t("guests.erased")}</em>
          ) : (
            <strong dir="auto">{guest.name}</strong>
          )}{" "}
          {link.watermark && (
            <span className="numbers text-body text-muted">{t("guests.mark", { mark: guest.mark })} · </span>
          )}
          <span className="text-body text-muted">
            {t("guests.came")} <RelativeTime at={guest.entered_at} /> · {t("guests.last")}{" "}
            <RelativeTime at={guest.seen_at} />
          </span>
        </p>
        {!guest.erased && (
          <Button size="small" kind="quiet" isDisabled={forget.saving} onPress={() => setAsking(true)}>
            {t("guests.erase")}
          </Button>
        )}
      </div>
      {(guest.address || guest.device) && (
        <p className="text-body text-muted">
          {t("guests.from")} {[guest.address, guest.device].filter(Boolean).join(" · ")}
        </p>
      )}
      <ul aria-label={t("guests.looked")} className="text-body">
        {guest.shots.length === 0 && <li className="text-muted">{t("guests.nothing")}</li>}
        {guest.shots.map((shot) => (
          <li key={shot.take} className="flex flex-wrap gap-x-2">
            <span className="numbers">
              {shot.code} v{shot.number}
            </span>
            <span className="text-muted">
              {t("guests.sittings", { count: shot.sittings })} · <RelativeTime at={shot.last_at} />
            </span>
          </li>
        ))}
      </ul>
      {forget.problem && <ProblemNotice error={forget.problem} inline />}
      {asking && (
        <Dialog
          title={t("guests.erasing", { name: guest.name })}
          open
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button onPress={() => setAsking(false)}>{t("common:cancel")}</Button>
              <Button
                kind="danger"
                onPress={() => {
                  setAsking(false);
                  forget.run(null);
                }}
              >
                {t("guests.erase")}
              </Button>
            </>
          }
        >
          <p className="text-form">{t("guests.erase-text")}</p>
        </Dialog>
      )}
    </li>
  );
}
