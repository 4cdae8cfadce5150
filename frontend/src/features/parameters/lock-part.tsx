/** The lock of a parameter: who set it, why and where it is undone; or a form to lock the value in force. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { LockKeyhole } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { pastQuery } from "../../shared/api/past";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftText } from "../../shared/drafts/use-draft";
import { useShortcut } from "../../shared/keys/registry";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { RelativeTime } from "../../shared/ui/figures";
import { AddToSet } from "../../shared/change-sets/add-to-set";
import { AffectsNote } from "../../shared/affects/affects-note";
import { ConfirmEdit } from "../../shared/affects/confirm-edit";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { useAffects, type Edit } from "../../shared/affects/use-affects";
import { useValueText } from "../../shared/parameters/use-value-text";
import type { Row } from "./levels";
import { nameOf } from "./parameter-table";
import { settingsEventsQuery } from "./queries";
import type { Chain } from "./use-chain";
import { useSave } from "./use-save";

interface LockPartProps {
  row: Row;
  chain: Chain;
}

export function LockPart(props: LockPartProps) {
  const { t } = useTranslation("parameters");
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-3">
      <h3 className="text-form font-semibold">{t("lock.title")}</h3>
      {props.row.here.lock ? <Locked {...props} /> : <Unlocked {...props} />}
    </section>
  );
}

function Locked({ row, chain }: LockPartProps) {
  const { t } = useTranslation("parameters");
  const { may } = useProduction();
  const save = useSave(chain.target);
  const { lock, name, version } = row.here;
  const text = useValueText([lock?.value]);
  const [asking, setAsking] = useState(false);
  const allowed = may("unlock", chain.can);
  if (!lock) return null;
  const here = lock.level === chain.target.level;
  const leave = () => {
    setAsking(false);
    save.reset();
  };
  const unlock = () => void save.run({ act: "unlock", name, version }).then((done) => done && leave());
  return (
    <>
      <div className="flex gap-2 text-form">
        <LockKeyhole size={14} aria-hidden className="mt-0.5 shrink-0 text-muted" />
        <div className="flex flex-col gap-0.5">
          <p>{t("lock.at", { value: text(lock.value), level: nameOf(lock.level, chain.names, chain.targets, t) })}</p>
          {lock.reason && (
            <p dir="auto" className="text-muted">
              “{lock.reason}”
            </p>
          )}
          <WhoLocked name={name} target={chain.targets.find(({ level }) => level === lock.level)?.id} />
        </div>
      </div>
      {!here && <GoToLock chain={chain} level={lock.level} />}
      {here && !asking && (
        <Button className="self-start" isDisabled={!allowed.allowed || save.saving} onPress={() => setAsking(true)}>
          {t("lock.unlock")}
        </Button>
      )}
      {here && asking && !save.problem?.conflict && (
        <ConfirmEdit
          text={t("lock.unlock-ask", { name: row.here.label })}
          label={t("lock.unlock-do")}
          edits={[lockEdit(chain, name, null)]}
          saving={save.saving}
          onSave={unlock}
          onCancel={leave}
        />
      )}
      <SaveProblem problem={save.problem} onMine={unlock} onTheirs={leave} />
      <p className="text-body text-muted">{allowed.reason ?? t("lock.unlock-help")}</p>
    </>
  );
}

function WhoLocked({ name, target }: { name: string; target: string | undefined }) {
  const { t } = useTranslation("parameters");
  const { id, at, past } = useProduction();
  const { data } = useQuery(settingsEventsQuery(id));
  const then = useQuery({ ...pastQuery(id, at ?? ""), enabled: past }).data?.position ?? 0;
  const event = data?.findLast(
    ({ type, entity, payload, position }) =>
      type.endsWith(".locked") &&
      (!past || (position ?? Infinity) <= then) &&
      entity.id === target &&
      (payload as Record<string, unknown>).name === name,
  );
  if (!event) return null;
  return (
    <p className="text-body text-muted">
      {t("lock.by", { name: event.actor.name })} <RelativeTime at={event.recorded_at} />
    </p>
  );
}

function GoToLock({ chain, level }: { chain: Chain; level: "production" | "scene" | "shot" }) {
  const { t } = useTranslation("parameters");
  const { id } = useProduction();
  const scene = level === "scene" ? chain.targets[1]?.id : undefined;
  return (
    <Link
      to={`/p/${id}/parameters` as "/productions"}
      search={((search: object) => ({ ...search, scene, shot: undefined })) as never}
      className="text-form underline decoration-strong underline-offset-2"
    >
      {t("lock.go", { level: nameOf(level, chain.names, chain.targets, t) })}
    </Link>
  );
}

function Unlocked({ row, chain }: LockPartProps) {
  const { t } = useTranslation("parameters");
  const { may } = useProduction();
  const save = useSave(chain.target);
  const [reason, setReason, draft] = useDraftText(`lock/${chain.target.level}/${chain.target.id}/${row.here.name}`);
  const [begun, setBegun] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const allowed = may("lock", chain.can);
  const off = !allowed.allowed || !row.settable;
  const { name, version, value } = row.here;
  const text = useValueText([value]);
  const affects = useAffects(begun && !save.saving ? [lockEdit(chain, name, reason)] : []);
  const run = () => void save.run({ act: "lock", name, version, reason }).then((done) => done && draft.drop());
  useShortcut({
    id: "parameters.lock",
    label: t("lock.do"),
    group: t("title"),
    keys: "l",
    enabled: !off,
    run: () => form.current?.querySelector("input")?.focus(),
  });
  if (off) return <p className="text-body text-muted">{allowed.reason ?? t("lock.none")}</p>;
  return (
    <form
      ref={form}
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <p className="text-body text-muted">{t("lock.help", { value: text(value) })}</p>
      <DraftNotice draft={draft} base={null} />
      <Field label={t("lock.reason")} value={reason} onChange={setReason} onFocus={() => setBegun(true)} />
      <AffectsNote affects={affects} />
      <SaveProblem problem={save.problem} onMine={run} onTheirs={save.reset} />
      <div className="flex flex-wrap gap-2">
        {!save.problem?.conflict && (
          <Button type="submit" icon={<LockKeyhole size={14} aria-hidden />} isDisabled={save.saving}>
            {t("lock.do")}
          </Button>
        )}
        <AddToSet keyed={false} edits={[lockEdit(chain, name, reason)]} onAdded={draft.drop} />
      </div>
    </form>
  );
}

const lockEdit = ({ target }: Chain, name: string, reason: string | null): Edit => ({
  field: `lock:${name}`,
  value: reason,
  [target.level]: target.id,
});
