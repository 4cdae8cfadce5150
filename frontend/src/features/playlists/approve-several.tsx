/** Approves what waits in a playlist at once; what each approval covers and what is still to be fixed is said before. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { client, idempotent, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { useDraftText } from "../../shared/drafts/use-draft";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { filmNotesQuery, toFix } from "../../shared/notes/notes";
import type { PlaylistClip } from "../../shared/playlists/calls";
import { isGiven, MOST_AT_ONCE, waitingOf } from "../../shared/playlists/waiting";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Checkbox, Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { FinalChoice, Prospect } from "../../shared/verdicts/approvals";
import { canAllBeFinal } from "../../shared/verdicts/approving";
import { usePortNames } from "../../shared/verdicts/port-names";
import { reviewQuery, type Waiting } from "../../shared/verdicts/waiting";

type Asked = components["schemas"]["ApproveSeveral"];

export function ApproveSeveral({ list, clips }: { list: string; clips: readonly PlaylistClip[] }) {
  const { t } = useTranslation("playlists");
  const { id, may } = useProduction();
  const [asking, setAsking] = useState(false);
  const { allowed } = may("review");
  const several = clips.filter(({ state }) => state === "submitted").length > 1;
  const known = useQuery({ ...reviewQuery(id), enabled: allowed && (several || asking) }).data ?? [];
  const waiting = waitingOf(clips, known);
  return (
    <>
      {allowed && waiting.length > 1 && (
        <Button size="small" onPress={() => setAsking(true)}>
          {t("approve-all.do", { count: Math.min(waiting.length, MOST_AT_ONCE) })}
        </Button>
      )}
      {asking && <Ask list={list} waiting={waiting} onClose={() => setAsking(false)} />}
    </>
  );
}

function Ask({ list, waiting, onClose }: { list: string; waiting: readonly Waiting[]; onClose: () => void }) {
  const { t } = useTranslation("playlists");
  const { id, production } = useProduction();
  const names = usePortNames();
  const open = toFix(useQuery(filmNotesQuery(id)).data ?? []);
  const [comment, setComment, draft] = useDraftText(`playlist/${list}/approve`);
  const [final, setFinal] = useState(true);
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map());
  const offered = waiting.slice(0, MOST_AT_ONCE);
  const isChosen = (take: Waiting) =>
    turned.get(take.id) ?? !(production !== undefined && isGiven(take, production.role));
  const takes = offered.filter(isChosen);
  const isFinal = production !== undefined && canAllBeFinal(takes, production.role) && final;
  const save = useCommand({
    call: (asked: Asked, key) =>
      read(
        client.POST("/api/v1/productions/{production}/takes/approve/", {
          params: { path: { production: id } },
          headers: idempotent(key),
          body: asked,
        }),
      ),
    onDone: (done) => {
      draft.drop();
      toast(
        t(done.waiting > 0 ? "approve-all.waits" : "approve-all.done", { count: done.takes, waiting: done.waiting }),
      );
      onClose();
    },
    renews: [keys.review(id), keys.of(id, "takes"), keys.of(id, "take"), keys.of(id, "playlist")],
  });
  const asked: Asked = {
    takes: takes.map(({ id: take, version, covers }) => ({ take, version, ports: covers })),
    comment,
    final: isFinal,
  };
  const choose = (take: string, chosen: boolean) => setTurned((before) => new Map(before).set(take, chosen));
  return (
    <Dialog
      title={t("approve-all.title")}
      open
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button kind="primary" isDisabled={save.saving || takes.length === 0} onPress={() => save.run(asked)}>
            {t("approve-all.do", { count: takes.length })}
          </Button>
        </>
      }
    >
      <p className="pb-2 text-body text-muted">{t("approve-all.text")}</p>
      {waiting.length > MOST_AT_ONCE && (
        <p className="pb-2 text-body">{t("approve-all.most", { most: MOST_AT_ONCE, count: waiting.length })}</p>
      )}
      {waiting.length === 0 && <p className="pb-2 text-body">{t("approve-all.none")}</p>}
      <ul className="pb-3">
        {offered.map((take) => {
          const fix = open.filter(({ shot }) => shot === take.shot).length;
          return (
            <li key={take.id} className="flex flex-wrap items-baseline gap-x-2 border-t border-line py-1 text-form">
              <Checkbox isSelected={isChosen(take)} onChange={(chosen) => choose(take.id, chosen)}>
                <span className="numbers font-semibold">{take.code}</span>{" "}
                <span className="numbers text-muted">v{take.number}</span>
              </Checkbox>
              <span>{names(take.covers)}</span>
              <Prospect take={take} final={isFinal} />
              {fix > 0 && <span className="text-changes">■ {t("approve-all.open", { count: fix })}</span>}
            </li>
          );
        })}
      </ul>
      <FinalChoice takes={takes} chosen={isFinal} onChoose={setFinal} />
      <Field label={t("player:verdict.optional")} value={comment} onChange={setComment} />
      {save.problem && <ProblemNotice error={save.problem} inline />}
    </Dialog>
  );
}
