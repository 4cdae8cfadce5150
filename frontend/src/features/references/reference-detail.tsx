/** One reference: its look, the shots that use it, its versions; and what is done with it as a whole. */
import { useQuery } from "@tanstack/react-query";
import { LockKeyhole } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Problem } from "../../shared/api/problem";
import { useCommand } from "../../shared/live/use-command";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Skeleton } from "../../shared/ui/skeleton";
import { Tabs } from "../../shared/ui/tabs";
import { toast } from "../../shared/ui/toast";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { LookForm } from "./look-form";
import { actOn, referenceQuery, usedByQuery, type Act, type Reference } from "./queries";
import { useReferencesSearch } from "./use-references";
import { UsedBy } from "./used-by";
import { useUses } from "./use-uses";
import { Versions } from "./versions";

export function ReferenceDetail({ id, known }: { id: string; known: Reference | undefined }) {
  const { id: production, past } = useProduction();
  const query = useQuery({ ...referenceQuery(production, id), enabled: !past });
  const reference = past ? known : query.data;
  if (reference) return <Detail reference={reference} />;
  if (past) return known === undefined ? <NotThen /> : <Skeleton />;
  return query.isError ? <ProblemNotice error={query.error} onRetry={() => void query.refetch()} /> : <Skeleton />;
}

function NotThen() {
  const { t } = useTranslation("references");
  return <ProblemNotice error={new Problem(404, "not-found", t("not-then"))} />;
}

function Detail({ reference }: { reference: Reference }) {
  const { t } = useTranslation("references");
  const { search, change } = useReferencesSearch();
  const uses = useUses(reference.id);
  return (
    <>
      <Heading reference={reference} />
      <Tabs
        label={reference.name}
        selected={search.tab ?? "look"}
        onSelect={(tab) => change({ tab: tab === "look" ? undefined : tab })}
        items={[
          { id: "look", label: t("tab.look"), content: <LookForm reference={reference} /> },
          { id: "shots", label: t("tab.shots"), ...(uses.data ? { count: uses.data.length } : {}), content: <UsedBy reference={reference} /> },
          { id: "versions", label: t("tab.versions"), content: <Versions reference={reference} /> },
        ]}
      />
    </>
  );
}

type Asking = "lock" | "remove" | null;

function Heading({ reference }: { reference: Reference }) {
  const { t } = useTranslation("references");
  const { id, may, past } = useProduction();
  const [asking, setAsking] = useState<Asking>(null);
  const act = useCommand({
    call: (asked: Act, key) => actOn(reference.id, asked, key),
    onDone: (done, asked) => {
      setAsking(null);
      toast(t(`done.${asked.act}`, { name: done.name }));
    },
    renews: [keys.reference(id, reference.id), keys.of(id, "references")],
  });
  const { version } = reference;
  const locked = reference.locked_version !== null;
  const allowed = (action: string) => may(action, reference.can);
  const why = past ? null : (allowed(locked ? "unlock" : "lock").reason ?? allowed("change").reason);
  return (
    <header className="flex flex-col gap-2 px-4 pt-3 pb-2">
      <div className="flex items-center gap-3">
        <h2 className="truncate text-title font-semibold">{reference.name}</h2>
        <span className="text-form whitespace-nowrap text-muted">
          {t(`one.${reference.kind}`)} · {t("version", { version })}
        </span>
        <div className="flex-1" />
        {!past && !reference.removed && (
          <>
            {locked ? (
              <Button size="small" isDisabled={!allowed("unlock").allowed || act.saving} onPress={() => act.run({ act: "unlock", version })}>
                {t("unlock")}
              </Button>
            ) : (
              <Button size="small" icon={<LockKeyhole size={12} aria-hidden />} isDisabled={!allowed("lock").allowed} onPress={() => setAsking("lock")}>
                {t("lock.do")}
              </Button>
            )}
            <Button size="small" kind="danger" isDisabled={!allowed("remove").allowed} onPress={() => setAsking("remove")}>
              {t("remove.do")}
            </Button>
          </>
        )}
        {!past && reference.removed && (
          <Button size="small" kind="primary" isDisabled={!allowed("restore").allowed || act.saving} onPress={() => act.run({ act: "restore", version })}>
            {t("restore")}
          </Button>
        )}
      </div>
      {why && !reference.removed && <p className="text-body text-muted">{why}</p>}
      {locked && <LockLine reference={reference} />}
      {reference.removed && <p className="text-body text-muted">{t("is-removed")}</p>}
      {act.problem && asking === null && <SaveProblem problem={act.problem} onMine={act.reset} onTheirs={act.reset} />}
      {asking === "lock" && <LockDialog reference={reference} act={act} onClose={() => { setAsking(null); act.reset(); }} />}
      {asking === "remove" && <RemoveDialog reference={reference} act={act} onClose={() => { setAsking(null); act.reset(); }} />}
    </header>
  );
}

function LockLine({ reference }: { reference: Reference }) {
  const { t } = useTranslation("references");
  return (
    <p className="flex items-center gap-1.5 text-body">
      <LockKeyhole size={13} aria-hidden className="text-muted" />
      {t("locked-at", { version: reference.locked_version })}
      {reference.lock_reason && <span className="text-muted">“{reference.lock_reason}”</span>}
    </p>
  );
}

interface ActDialogProps {
  reference: Reference;
  act: { run: (asked: Act) => void; saving: boolean; problem: Problem | null; reset: () => void };
  onClose: () => void;
}

function LockDialog({ reference, act, onClose }: ActDialogProps) {
  const { t } = useTranslation("references");
  const [reason, setReason] = useState("");
  const run = () => act.run({ act: "lock", version: reference.version, reason });
  return (
    <Dialog title={t("lock.title", { name: reference.name })} open onClose={onClose}>
      <form className="flex flex-col gap-3" onSubmit={(event) => { event.preventDefault(); run(); }}>
        <p className="text-form text-muted">{t("lock.text", { version: reference.version })}</p>
        <Field label={t("lock.reason")} value={reason} onChange={setReason} autoFocus />
        <SaveProblem problem={act.problem} onMine={run} onTheirs={onClose} />
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" isDisabled={act.saving}>
            {t("lock.do")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function RemoveDialog({ reference, act, onClose }: ActDialogProps) {
  const { t } = useTranslation("references");
  const { id } = useProduction();
  const uses = useQuery(usedByQuery(id, reference.id)).data?.length;
  const run = () => act.run({ act: "remove", version: reference.version });
  return (
    <Dialog
      title={t("remove.title", { name: reference.name })}
      open
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button kind="danger" isDisabled={act.saving} onPress={run}>
            {t("remove.do")}
          </Button>
        </>
      }
    >
      <p className="text-form">{t("remove.uses", { count: uses ?? 0 })}</p>
      <p className="mt-2 text-body text-muted">{t("remove.safe")}</p>
      <SaveProblem problem={act.problem} onMine={run} onTheirs={onClose} />
    </Dialog>
  );
}
