/** The cast of one shot in the inspector: add, take out, role, strength, and which version it is held at. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../shared/live/use-command";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { Inspector } from "../../shared/ui/inspector";
import { QueryView } from "../../shared/ui/query-view";
import { Select } from "../../shared/ui/select";
import { ConfirmEdit } from "../../shared/affects/confirm-edit";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { CastEntry } from "./cast-entry";
import {
  castEdit,
  castShotQuery,
  changeCast,
  referencesQuery,
  refuseCast,
  type CastChange,
  type Refusal,
  type Shot,
} from "./queries";
import { useReferences } from "./use-references";

export function CastPanel({ shot }: { shot: string }) {
  const { t } = useTranslation("references");
  const { id } = useProduction();
  const query = useQuery(castShotQuery(id, shot));
  return (
    <Inspector title={t("cast.title", { code: query.data?.code ?? "…" })}>
      <QueryView query={query}>{(data) => <Cast shot={data} />}</QueryView>
    </Inspector>
  );
}

function Cast({ shot }: { shot: Shot }) {
  const { t } = useTranslation("references");
  const { id, may } = useProduction();
  const references = useReferences(false).data ?? [];
  const allowed = may("cast", shot.can);
  const renews = [keys.cast(id, shot.id), keys.of(id, "used-by"), referencesQuery(id, false).queryKey];
  const save = useCommand({ call: (asked: CastChange, key) => changeCast(asked, key), renews });
  const [last, setLast] = useState<CastChange | null>(null);
  /** Casting or taking out is one press; what it changes is said before. */
  const [asking, setAsking] = useState<CastChange | null>(null);
  const [refusing, setRefusing] = useState<Refusal | null>(null);
  const refuse = useCommand({ call: refuseCast, onDone: () => setRefusing(null), renews });
  const run = (asked: CastChange) => {
    setLast(asked);
    setAsking(null);
    save.run(asked);
  };
  const again = () => last && run({ ...last, version: shot.version });
  const cast = new Set(shot.cast.map((entry) => entry.reference));
  const others = references
    .filter((each) => !cast.has(each.id) && !each.removed)
    .map((each) => ({ value: each.id, label: `${each.name} · ${t(`one.${each.kind}`)}` }));
  return (
    <div className="flex flex-col gap-4 p-3">
      <Link
        to={`/p/${id}/shots/${shot.id}` as "/productions"}
        className="self-start text-form underline decoration-strong underline-offset-2"
      >
        {t("cast.open", { code: shot.code })}
      </Link>
      {allowed.reason && <p className="text-body text-muted">{allowed.reason}</p>}
      <SaveProblem problem={save.problem} onMine={again} onTheirs={save.reset} />
      {shot.cast.length === 0 && <p className="text-form text-muted">{t("cast.none")}</p>}
      <ul className="flex flex-col gap-3">
        {shot.cast.map((entry) => (
          <CastEntry
            key={entry.reference}
            entry={entry}
            reference={references.find((each) => each.id === entry.reference)}
            shot={shot}
            disabled={!allowed.allowed || save.saving}
            renews={renews}
            onRemove={setAsking}
            onRefuse={setRefusing}
          />
        ))}
      </ul>
      {asking && (
        <ConfirmEdit
          key={`${asking.act} ${asking.reference}`}
          text={t(`cast.ask.${asking.act}`, {
            name: references.find((each) => each.id === asking.reference)?.name ?? t("removed"),
            code: shot.code,
          })}
          label={t(`cast.do.${asking.act}`)}
          edits={[castEdit(asking)]}
          saving={save.saving}
          onSave={() => run({ ...asking, version: shot.version })}
          onCancel={() => setAsking(null)}
        />
      )}
      {refusing && (
        <ConfirmEdit
          text={t("cast.ask.never", { name: references.find((each) => each.id === refusing.reference)?.name })}
          label={t("cast.do.never")}
          edits={[{ reference: refusing.reference, field: "removed", value: true }]}
          saving={refuse.saving}
          onSave={() => refuse.run({ ...refusing, version: shot.version })}
          onCancel={() => setRefusing(null)}
        />
      )}
      <SaveProblem problem={refuse.problem} onMine={() => refusing && refuse.run(refusing)} onTheirs={refuse.reset} />
      {allowed.allowed && !asking && !refusing && others.length > 0 && (
        <Select
          label={t("cast.add")}
          options={others}
          value={null}
          isDisabled={save.saving}
          onChange={(reference) =>
            setAsking({
              act: "set",
              shot: shot.id,
              reference,
              version: shot.version,
              role: "",
              strength: "1",
              follows: null,
            })
          }
        />
      )}
    </div>
  );
}
