/** One model: its first picture, what it can do, its versions, where it is used, and what may be done with it. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/button";
import { EmptyState } from "../../shared/ui/empty-state";
import { bytesText, RelativeTime } from "../../shared/ui/figures";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { PANEL, Section } from "../../shared/ui/section";
import { toast } from "../../shared/ui/toast";
import { changes, sentences } from "./ability";
import { EditDialog } from "./edit-dialog";
import { additionsQuery, isOpen, pictureAddress, useReinstate, useTry, type Model } from "./queries";
import { UsedIn } from "./used-in";
import { Versions } from "./versions";
import { WithdrawDialog } from "./withdraw-dialog";

export function ModelDetail({ model }: { model: Model | undefined }) {
  const { t } = useTranslation("models");
  return (
    <>
      <Link to={"/models" as "/productions"} className="text-form text-accent hover:underline">
        ← {t("back")}
      </Link>
      {model ? <Known model={model} /> : <EmptyState title={t("missing")} whole />}
    </>
  );
}

function Known({ model }: { model: Model }) {
  const { t } = useTranslation("models");
  const { ability, lora } = model.versions[0] ?? {};
  const told = ability ? sentences(ability, t) : lora ? changes(lora, t) : [t("ability.unknown")];
  return (
    <>
      <header className="flex flex-wrap items-center gap-3">
        <h1 dir="auto" className="min-w-48 flex-1 text-display font-semibold">
          {model.name}
        </h1>
        <Acts model={model} />
      </header>
      {model.withdrawn !== null && (
        <p role="status" dir="auto" className="rounded-md border border-line border-l-2 border-l-failed bg-panel p-3">
          {t("withdrawn-why", { reason: model.withdrawn })}
        </p>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 md:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex flex-col gap-5">
          <Section title={t(lora ? "lora.title" : "can")}>
            <ul className={`${PANEL} list-disc py-3 pr-3 pl-7`}>
              {told.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </Section>
          <Versions model={model} />
          <UsedIn model={model.id} task={model.task} />
        </div>
        <About model={model} />
      </div>
    </>
  );
}

function About({ model }: { model: Model }) {
  const { t } = useTranslation("models");
  const newest = model.versions[0];
  const picture = newest?.trials.flatMap(({ pictures }) => pictures)[0];
  return (
    <Section title={t("about")}>
      <div className={`${PANEL} flex flex-col gap-3 p-3`}>
        {picture && (
          <img
            src={pictureAddress(model.id, picture)}
            alt={t("picture-of", { name: model.name })}
            className="w-full rounded-sm"
          />
        )}
        <dl className="flex flex-col gap-2">
          <Entry name={t("task")}>{t(`tasks.${model.task}`)}</Entry>
          <Entry name={t("licence")}>{model.licence}</Entry>
          <Entry name={t("uses.title")}>
            {model.uses.length ? model.uses.map((use) => t(`uses.${use}`)).join(", ") : t("uses.none")}
          </Entry>
          {model.terms && <Entry name={t("terms")}>{model.terms}</Entry>}
          {newest && <Entry name={t("memory")}>{bytesText(newest.memory)}</Entry>}
          {model.registered_at && (
            <Entry name={t("registered")}>
              <RelativeTime at={model.registered_at} />{" "}
              {model.registered_by && t("by", { name: model.registered_by.name })}
            </Entry>
          )}
        </dl>
      </div>
    </Section>
  );
}

function Entry({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-label text-muted">{name}</dt>
      <dd dir="auto" className="break-words">
        {children}
      </dd>
    </div>
  );
}

function Acts({ model }: { model: Model }) {
  const { t } = useTranslation("models");
  const [dialog, setDialog] = useState<"edit" | "withdraw" | null>(null);
  const close = () => setDialog(null);
  const allowed = model.can.withdraw?.allowed ?? false;
  const attempt = useTry(model.id);
  const reinstate = useReinstate(model, () => toast(t("reinstated", { name: model.name })));
  const going =
    useQuery({ ...additionsQuery, enabled: allowed }).data?.some((each) => each.model === model.id && isOpen(each)) ??
    false;
  if (!allowed) return null;
  const tried = (model.versions[0]?.trials.length ?? 0) > 0;
  return (
    <>
      <Button onPress={() => attempt.run(null)} isPending={attempt.saving} isDisabled={going}>
        {t(going ? "trying" : tried ? "try-again" : "try")}
      </Button>
      <Button onPress={() => setDialog("edit")}>{t("edit")}</Button>
      {model.withdrawn === null ? (
        <Button onPress={() => setDialog("withdraw")}>{t("withdraw")}</Button>
      ) : (
        <Button onPress={() => reinstate.run(null)} isPending={reinstate.saving}>
          {t("reinstate")}
        </Button>
      )}
      {(attempt.problem ?? reinstate.problem) && <ProblemNotice error={attempt.problem ?? reinstate.problem} inline />}
      {dialog === "edit" && <EditDialog key={model.version} model={model} onClose={close} />}
      {dialog === "withdraw" && <WithdrawDialog model={model} onClose={close} />}
    </>
  );
}
