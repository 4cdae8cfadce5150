/** The links by which people without an account look at a playlist: all of them, a new one, revoke, and who came. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../shared/live/use-command";
import type { Playlist } from "../../shared/playlists/calls";
import { useProduction } from "../../shared/routing/use-production";
import { Button, IconButton } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { RelativeTime } from "../../shared/ui/figures";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { GuestLog } from "./guest-log";
import { giveAddress, linksKey, linksQuery, revoke, type ShareLink } from "./share-calls";
import { Address, ShareLinkForm } from "./share-link-form";

export function ShareLinks({ list }: { list: Playlist }) {
  const { t } = useTranslation("playlists");
  const { may } = useProduction();
  const [open, setOpen] = useState(false);
  if (!may("share").allowed) return null;
  return (
    <>
      <IconButton label={t("guests.open")} icon={<UserPlus size={16} />} onPress={() => setOpen(true)} />
      {open && <Links list={list} onClose={() => setOpen(false)} />}
    </>
  );
}

function Links({ list, onClose }: { list: Playlist; onClose: () => void }) {
  const { t } = useTranslation("playlists");
  const { id } = useProduction();
  const query = useQuery(linksQuery(id, list.id));
  const [making, setMaking] = useState(false);
  const [address, setAddress] = useState<string | null>(null);
  const [log, setLog] = useState<ShareLink | null>(null);
  if (log) return <GuestLog link={log} onClose={() => setLog(null)} />;
  const given = (made: string) => {
    setMaking(false);
    setAddress(made);
  };
  return (
    <Dialog title={t("guests.title", { name: list.name })} open onClose={onClose} width="medium">
      <p className="pb-3 text-body text-muted">{t("guests.about")}</p>
      {address && <Address address={address} onDone={() => setAddress(null)} />}
      {making && <ShareLinkForm playlist={list.id} onMade={given} />}
      {!making && !address && (
        <Button kind="primary" onPress={() => setMaking(true)}>
          {t("guests.new")}
        </Button>
      )}
      <QueryView query={query}>
        {(links) =>
          links.length === 0 ? (
            <p className="pt-3 text-body text-muted">{t("guests.none")}</p>
          ) : (
            <ul className="pt-3">
              {links.map((link) => (
                <One key={link.id} link={link} onAddress={given} onLog={() => setLog(link)} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </Dialog>
  );
}

function One({ link, onAddress, onLog }: { link: ShareLink; onAddress: (address: string) => void; onLog: () => void }) {
  const { t } = useTranslation("playlists");
  const { id } = useProduction();
  const [asking, setAsking] = useState(false);
  const end = useCommand({ call: (_: null, key) => revoke(link.id, key), renews: [linksKey(id, link.playlist)] });
  const again = useMutation({ mutationFn: () => giveAddress(link.id, ""), onSuccess: onAddress });
  const works = link.stands === "open" || link.stands === "unaddressed";
  const parts = [
    t(`guests.rights.${link.may}`),
    ...(link.password ? [t("guests.with-password")] : []),
    ...(link.watermark ? [t("guests.marked")] : []),
    ...(link.follows ? [t("guests.following")] : []),
  ];
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2">
      <div className="min-w-48 flex-1">
        <p className="text-form">
          <strong dir="auto">{link.name}</strong>{" "}
          <span className={works ? "text-approved" : "text-muted"}>
            {works ? "✓" : "✕"} {t(`guests.stands.${link.stands}`)}
          </span>
        </p>
        <p className="text-body text-muted">
          {parts.join(" · ")} · {t("guests.until")}{" "}
          <time dateTime={link.expires_at} className="numbers">
            {new Date(link.expires_at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })}
          </time>
        </p>
        <p className="text-body text-muted">
          {t("guests.count", { count: link.guests })}
          {link.seen_at && (
            <>
              {" "}
              · {t("guests.seen")} <RelativeTime at={link.seen_at} />
            </>
          )}
        </p>
      </div>
      <Button size="small" onPress={onLog}>
        {t("guests.log")}
      </Button>
      {works && !link.password && (
        <Button size="small" isDisabled={again.isPending} onPress={() => again.mutate()}>
          {t("guests.again")}
        </Button>
      )}
      {works && (
        <Button size="small" kind="danger" isDisabled={end.saving} onPress={() => setAsking(true)}>
          {t("guests.revoke")}
        </Button>
      )}
      {(end.problem ?? again.error) && <ProblemNotice error={end.problem ?? again.error} inline />}
      {asking && (
        <Dialog
          title={t("guests.revoking", { name: link.name })}
          open
          onClose={() => setAsking(false)}
          footer={
            <>
              <Button onPress={() => setAsking(false)}>{t("common:cancel")}</Button>
              <Button
                kind="danger"
                onPress={() => {
                  setAsking(false);
                  end.run(null);
                }}
              >
                {t("guests.revoke")}
              </Button>
            </>
          }
        >
          <p className="text-form">{t("guests.revoke-text")}</p>
        </Dialog>
      )}
    </li>
  );
}
