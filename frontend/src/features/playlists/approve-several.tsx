/** Approves what waits in a playlist at once; what each approval covers and what is still to be fixed is said before. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { client, idempotent, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { filmNotesQuery, toFix } from "../../shared/notes/notes";
import { filmTakesQuery } from "../../shared/player/takes";
import type { PlaylistClip } from "../../shared/playlists/calls";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { usePortNames } from "../../shared/verdicts/port-names";

type Asked = components["schemas"]["ApproveSeveral"];

export function ApproveSeveral({ clips }: { clips: readonly PlaylistClip[] }) {
  const { t } = useTranslation("playlists");
  const { id, may } = useProduction();
  const [asking, setAsking] = useState(false);
  const known = useQuery(filmTakesQuery(id)).data;
  const ids = [...new Set(clips.filter(({ state }) => state === "submitted").map(({ take }) => take?.id ?? ""))];
  const waiting = ids.flatMap((take) => known?.get(take) ?? []);
  if (waiting.length < 2 || !may("review").allowed) return null;
  return (
    <>
      <Button size="small" onPress={() => setAsking(true)}>
        {t("approve-all.do", { count: waiting.length })}
      </Button>
      {asking && <Ask takes={waiting} onClose={() => setAsking(false)} />}
    </>
  );
}

function Ask({ takes, onClose }: { takes: readonly components["schemas"]["TakeInReview"][]; onClose: () => void }) {
  const { t } = useTranslation("playlists");
  const { id } = useProduction();
  const names = usePortNames();
  const open = toFix(useQuery(filmNotesQuery(id)).data ?? []);
  const [comment, setComment] = useState("");
  const save = useCommand({
    call: (asked: Asked, key) =>
      read(
        client.POST("/api/v1/productions/{production}/takes/approve/", {
          params: { path: { production: id } },
          headers: idempotent(key),
          body: asked,
        }),
      ),
    onDone: () => {
      toast(t("approve-all.done", { count: takes.length }));
      onClose();
    },
    renews: [keys.review(id), keys.of(id, "takes"), keys.of(id, "take"), keys.of(id, "playlist")],
  });
  const asked: Asked = {
    takes: takes.map(({ id: take, version, covers }) => ({ take, version, ports: covers })),
    comment,
  };
  return (
    <Dialog
      title={t("approve-all.title")}
      open
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button kind="primary" isDisabled={save.saving} onPress={() => save.run(asked)}>
            {t("approve-all.do", { count: takes.length })}
          </Button>
        </>
      }
    >
      <p className="pb-2 text-body text-muted">{t("approve-all.text")}</p>
      <ul className="pb-3">
        {takes.map((take) => {
          const fix = open.filter(({ shot }) => shot === take.shot).length;
          return (
            <li key={take.id} className="flex flex-wrap gap-x-2 border-t border-line py-1 text-form">
              <span className="numbers font-semibold">{take.code}</span>
              <span className="numbers text-muted">v{take.number}</span>
              <span>{names(take.covers)}</span>
              {fix > 0 && <span className="text-changes">■ {t("approve-all.open", { count: fix })}</span>}
            </li>
          );
        })}
      </ul>
      <Field label={t("player:verdict.optional")} value={comment} onChange={setComment} />
      {save.problem && <ProblemNotice error={save.problem} inline />}
    </Dialog>
  );
}
