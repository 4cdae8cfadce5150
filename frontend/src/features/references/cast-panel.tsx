/** The cast of one shot in the inspector: add, take out, role, strength, and which version it is held at. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../shared/live/use-command";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { Inspector } from "../../shared/ui/inspector";
import { QueryView } from "../../shared/ui/query-view";
import { Select } from "../../shared/ui/select";
import { AffectsNote } from "../../shared/affects/affects-note";
import { ConfirmEdit } from "../../shared/affects/confirm-edit";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { useAffects } from "../../shared/affects/use-affects";
import {
  castEdit,
  castShotQuery,
  changeCast,
  lookVersions,
  referencesQuery,
  versionsQuery,
  type CastChange,
  type Reference,
  type Shot,
} from "./queries";
import { Thumbnail } from "./thumbnail";
import { useReferences } from "./use-references";

type Entry = Shot["cast"][number];

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
  const save = useCommand({
    call: (asked: CastChange, key) => changeCast(asked, key),
    renews: [keys.cast(id, shot.id), keys.of(id, "used-by"), referencesQuery(id, false).queryKey],
  });
  const [last, setLast] = useState<CastChange | null>(null);
  /** Casting or taking out is one press; what it changes is said before. */
  const [asking, setAsking] = useState<CastChange | null>(null);
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
            key={`${entry.reference} ${entry.role} ${entry.strength} ${entry.version}`}
            entry={entry}
            reference={references.find((each) => each.id === entry.reference)}
            shot={shot}
            disabled={!allowed.allowed || save.saving}
            run={run}
            onRemove={setAsking}
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
      {allowed.allowed && !asking && others.length > 0 && (
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

interface CastEntryProps {
  entry: Entry;
  reference: Reference | undefined;
  shot: Shot;
  disabled: boolean;
  run: (asked: CastChange) => void;
  onRemove: (asked: CastChange) => void;
}

const STRENGTH = /^[01](\.[0-9]{1,6})?$/;
const NEWEST = "newest";

function CastEntry({ entry, reference, shot, disabled, run, onRemove }: CastEntryProps) {
  const { t } = useTranslation("references");
  const { id } = useProduction();
  const [role, setRole] = useState(entry.role);
  const [strength, setStrength] = useState(entry.strength);
  const [follows, setFollows] = useState(entry.version);
  const events = useQuery(versionsQuery(id, entry.reference)).data ?? [];
  const versions = lookVersions(events).map(({ version, sentence }) => ({
    value: String(version),
    label: t("cast.held", { version, sentence }),
  }));
  const same = role === entry.role && strength === entry.strength && follows === entry.version;
  const good = STRENGTH.test(strength) && Number(strength) <= 1;
  const of = { shot: shot.id, reference: entry.reference, version: shot.version };
  const asked = { ...of, act: "set", role, strength, follows } as const;
  const affects = useAffects(same || !good ? [] : [castEdit(asked)]);
  const name = reference?.name ?? t("removed");
  return (
    <li className="rounded-md border border-line">
      <form
        className="flex flex-col gap-2 p-2"
        onSubmit={(event) => {
          event.preventDefault();
          run(asked);
        }}
      >
        <div className="flex items-center gap-2">
          {reference && <Thumbnail reference={reference} />}
          <div className="min-w-0 flex-1">
            <p className="truncate text-form font-medium">{name}</p>
            <p className="text-label text-muted">{entry.derived ? t("cast.derived") : t("cast.by-hand")}</p>
          </div>
          <Button
            size="small"
            kind="quiet"
            isDisabled={disabled}
            aria-label={t("cast.remove-one", { name })}
            onPress={() => onRemove({ ...of, act: "remove" })}
          >
            {t("cast.remove")}
          </Button>
        </div>
        <div className="grid grid-cols-[1fr_72px] gap-2">
          <Field label={t("cast.role")} value={role} onChange={setRole} isDisabled={disabled} />
          <Field
            label={t("cast.strength")}
            value={strength}
            onChange={setStrength}
            isDisabled={disabled}
            mono
            error={good ? null : t("cast.strength-wrong")}
          />
        </div>
        <Select
          label={t("cast.version")}
          options={[{ value: NEWEST, label: t("cast.newest") }, ...versions]}
          value={follows === null ? NEWEST : String(follows)}
          isDisabled={disabled}
          onChange={(picked) => setFollows(picked === NEWEST ? null : Number(picked))}
        />
        <AffectsNote affects={affects} />
        {!same && (
          <Button
            type="submit"
            kind="primary"
            size="small"
            className="self-end"
            isDisabled={disabled || !good || affects.problem !== null}
          >
            {t("save")}
          </Button>
        )}
      </form>
    </li>
  );
}
