/** What can be done with the selected take; what is off says why. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Keys } from "../../shared/ui/keys";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { keys as queryKeys } from "../../shared/live/query-keys";
import type { Shot } from "../../shared/api/shots";
import { IntoPlaylist } from "../../shared/playlists/into-playlist";
import { actOnTake, takeQuery, type Take, type TakeAction } from "../../shared/player/takes";
import type { VerdictKind } from "../../shared/player/use-verdict";
import { isGoing, Repetition } from "./repetition";
import { RetakeSheet } from "./retake-sheet";

/** Milliseconds after which is looked how far it is that a take is made again. */
const LOOK_AGAIN = 2000;

interface Offer {
  id: string;
  right: keyof NonNullable<Take["can"]>;
  keys?: string;
  /** Where it is not among the words of every page. */
  label?: string;
  run: () => void;
}

interface TakeActionsProps {
  shot: Shot;
  take: Take;
  onOpen: (kind: VerdictKind) => void;
  /** The frames between which the player plays, else the one that it shows. */
  rangeNow: () => readonly [number, number];
}

export function TakeActions({ shot, take, onOpen, rangeNow }: TakeActionsProps) {
  const { t } = useTranslation(["shot", "retake"]);
  const [retaken, setRetaken] = useState<{ take: string; range: readonly [number, number] | null } | null>(null);
  const { id, may } = useProduction();
  const full = useQuery({
    ...takeQuery(id, take.id),
    refetchInterval: ({ state }) => (isGoing(state.data?.take) ? LOOK_AGAIN : false),
  }).data?.take;
  const act = useCommand({
    call: (action: TakeAction, key) => actOnTake(take, action, key),
    onDone: (done, action) => {
      if (action.do === "stop-making-again") return;
      const later = action.do === "select" && !done.in_use;
      toast(t(later ? "done.select-later" : `done.${action.do}`, { code: shot.code, number: take.number }));
    },
    renews: [queryKeys.takes(id, shot.id), queryKeys.take(id, take.id)],
  });
  const offers: Offer[] = [
    take.state === "approved"
      ? { id: "withdraw", right: "withdraw_approval", run: () => act.run({ do: "withdraw", reason: "" }) }
      : { id: "approve", right: "approve", keys: "a", run: () => onOpen("approve") },
    { id: "changes", right: "request_changes", keys: "x", run: () => onOpen("changes") },
    ...(take.state === "changes_requested"
      ? [
          {
            id: "withdraw-changes",
            right: "withdraw_changes",
            run: () => act.run({ do: "withdraw-changes", reason: "" }),
          } as const,
        ]
      : []),
    ...(take.state !== "approved" && take.ports.some(({ state }) => state === "approved")
      ? [{ id: "withdraw", right: "withdraw_approval", run: () => act.run({ do: "withdraw", reason: "" }) } as const]
      : []),
    { id: "note", right: "note", keys: "c", run: () => onOpen("note") },
    ...(take.state === "made" || take.state === "changes_requested"
      ? [{ id: "submit", right: "submit", keys: "s", run: () => act.run({ do: "submit" }) } as const]
      : []),
    take.pinned
      ? { id: "unpin", right: "unpin", keys: "p", run: () => act.run({ do: "unpin" }) }
      : { id: "pin", right: "pin", keys: "p", run: () => act.run({ do: "pin", reason: "" }) },
    ...(take.in_use
      ? []
      : [{ id: "select", right: "select", keys: "v", run: () => act.run({ do: "select" }) } as const]),
    { id: "make-again", right: "make_again", run: () => act.run({ do: "make-again" }) },
    {
      id: "retake",
      right: "retake",
      label: t("retake:retake"),
      run: () => setRetaken({ take: take.id, range: rangeNow() }),
    },
    { id: "extend", right: "retake", label: t("retake:extend"), run: () => setRetaken({ take: take.id, range: null }) },
  ];
  const reasons = new Set(
    offers
      .map((offer) => may(offer.right, full?.can))
      .filter((each) => !each.allowed && each.reason)
      .map((each) => each.reason),
  );
  return (
    <div className="shrink-0 border-t border-line bg-panel px-2 py-1.5">
      <div
        role="toolbar"
        aria-label={t("actions.title", { number: take.number })}
        className="flex flex-wrap items-center gap-1.5"
      >
        {offers.map((offer) => (
          <Action key={offer.id} offer={offer} allowed={may(offer.right, full?.can).allowed && !act.saving} />
        ))}
        {may("note", full?.can).allowed && (
          <IntoPlaylist
            size="small"
            count={1}
            entries={() => [{ shot: shot.id, take: take.id }]}
            name={`${shot.code} v${take.number}`}
          />
        )}
        {act.saving && (
          <span role="status" className="text-body text-muted">
            {t("common:saving")}
          </span>
        )}
      </div>
      {reasons.size > 0 && <p className="pt-1 text-label text-muted">{[...reasons].join(" ")}</p>}
      {full && (
        <Repetition
          take={full}
          onStop={
            may("make_again", full.can).allowed && !act.saving ? () => act.run({ do: "stop-making-again" }) : null
          }
        />
      )}
      {act.problem && <ProblemNotice error={act.problem} inline onRetry={act.reset} />}
      {retaken?.take === take.id && (
        <RetakeSheet shot={shot} take={take} range={retaken.range} onClose={() => setRetaken(null)} />
      )}
    </div>
  );
}

function Action({ offer, allowed }: { offer: Offer; allowed: boolean }) {
  const { t } = useTranslation("shot");
  const label = offer.label ?? t(`actions.${offer.id}`);
  useShortcut({
    id: `shot.${offer.id}`,
    label,
    group: t("title"),
    enabled: allowed,
    run: offer.run,
    ...(offer.keys ? { keys: offer.keys } : {}),
  });
  return (
    <Button size="small" isDisabled={!allowed} onPress={offer.run}>
      {label}
      {offer.keys && <Keys keys={offer.keys} />}
    </Button>
  );
}
