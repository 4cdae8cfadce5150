/** One parameter in the inspector: change it with its effect in sight, let it inherit, lock and unlock. */
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Problem } from "../../shared/api/problem";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { useShortcut } from "../../shared/keys/registry";
import { wrongInPalette } from "../../shared/lib/colours";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Inspector } from "../../shared/ui/inspector";
import { AddToSet, GatherHint } from "../../shared/change-sets/add-to-set";
import { same } from "../../shared/inputs/differences";
import { AffectsNote } from "../../shared/affects/affects-note";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { MovedNotice } from "../../shared/affects/moved-notice";
import { useAffects, type Edit } from "../../shared/affects/use-affects";
import type { Parameter, Row } from "./levels";
import { LockPart } from "./lock-part";
import { nameOf } from "./parameter-table";
import { ParameterValue } from "../../shared/parameters/parameter-value";
import type { Target } from "../../shared/api/parameters";
import { settingsEventsQuery, type Asked } from "./queries";
import type { Chain } from "./use-chain";
import { useSave } from "./use-save";
import { ValueField } from "../../shared/parameters/value-field";

/** What is about to be saved: a value, or inheriting again. */
type Draft = { act: "set"; value: unknown } | { act: "clear" };

export function ParameterPanel({ row, chain }: { row: Row; chain: Chain }) {
  const { t } = useTranslation("parameters");
  const { here } = row;
  return (
    <Inspector title={here.stage ? t("of-stage", { name: here.label, stage: here.stage.label }) : here.label}>
      <div className="flex flex-col gap-5 p-3">
        <div className="flex flex-col gap-1">
          <p className="text-body text-muted">{here.unused ? t("unused", { stage: here.stage?.label }) : here.help}</p>
          <p className="text-form">
            <ParameterValue parameter={here} value={here.value} className="font-medium" />
            <span className="text-body text-muted">
              {" "}
              · {here.level ? t("from", { level: nameOf(here.level, chain.names, chain.targets, t) }) : t("default")}
            </span>
          </p>
        </div>
        {here.unused ? <LetGo row={row} chain={chain} /> : <Editor row={row} chain={chain} />}
        <LockPart row={row} chain={chain} />
      </div>
    </Inspector>
  );
}

/** What is set of a stage that is gone can only be let go. */
function LetGo({ row: { here }, chain }: { row: Row; chain: Chain }) {
  const { t } = useTranslation("parameters");
  const { may } = useProduction();
  const save = useSave(chain.target);
  const allowed = may("set", chain.can);
  if (!here.set_here) return here.level && <p className="text-body text-muted">{t("let-go-there")}</p>;
  const run = () => void save.run({ act: "clear", name: here.name, version: here.version });
  return (
    <div className="flex flex-col gap-2">
      <Button className="self-start" isDisabled={!allowed.allowed || here.lock !== null || save.saving} onPress={run}>
        {t("let-go")}
      </Button>
      {!allowed.allowed && <p className="text-body text-muted">{allowed.reason ?? t("not-now")}</p>}
      <SaveProblem problem={save.problem} onMine={run} onTheirs={save.reset} />
    </div>
  );
}

function Editor({ row, chain }: { row: Row; chain: Chain }) {
  const { t } = useTranslation("parameters");
  const { here, inherited } = row;
  const { target } = chain;
  const { may } = useProduction();
  const save = useSave(target);
  // Its base is the value as it was when writing began: whoever changes it meanwhile is not written over unseen.
  const kept = useDraft<Draft, string>(`parameter/${target.level}/${target.id}/${here.name}`, ownOf(here));
  const draft = kept.value ?? null;
  const conflicted = save.problem?.conflict === true;
  const write = (next: Draft | undefined) => {
    if (!conflicted) save.reset();
    kept.write(next);
  };
  const drop = () => {
    kept.drop();
    save.reset();
  };
  const wrong = draft?.act === "set" ? wrongIn(here, draft.value, t) : null;
  const affects = useAffects(wrong ? [] : editsOf(draft, here.name, target));
  const form = useRef<HTMLFormElement>(null);
  const value =
    draft?.act === "set"
      ? draft.value
      : draft?.act === "clear"
        ? inherited?.value
        : here.set_here
          ? here.own
          : here.value;
  const why = whyNot(row, chain, may("set", chain.can), t);
  const gathers = may("gather_changes").allowed && row.settable;
  const moved = draft !== null && !save.saving && !conflicted && kept.base !== ownOf(here);
  const blocked =
    draft === null || why !== null || save.saving || moved || conflicted || wrong !== null || affects.problem !== null;
  const send = (asked: Draft) =>
    void save
      .run({ ...asked, name: here.name, version: here.version } as Asked)
      .then((after) => after && kept.saved(asked, ownOf(after)));
  const run = () => !blocked && send(draft);
  useShortcut({
    id: "parameters.edit",
    label: t("edit"),
    group: t("title"),
    keys: "e",
    enabled: why === null,
    run: () => form.current?.querySelector<HTMLElement>("input, textarea, button")?.focus(),
  });
  useShortcut({
    id: "parameters.save",
    label: t("save"),
    group: t("title"),
    keys: "mod+enter",
    enabled: !blocked,
    run,
  });
  return (
    <form
      ref={form}
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <h3 className="text-form font-semibold">
        {t("on", { level: nameOf(target.level, chain.names, chain.targets, t) })}
      </h3>
      <DraftNotice
        draft={kept}
        base={ownOf(here)}
        meanwhile={moved ? [{ field: here.label, now: here.set_here ? here.own : here.value }] : []}
      />
      <ValueField
        parameter={here}
        value={value}
        onChange={(next) =>
          write(same(next, here.set_here ? here.own : undefined) ? undefined : { act: "set", value: next })
        }
        isDisabled={why !== null && !gathers}
        error={wrong ?? refusal(affects.problem, save.problem)}
      />
      {why && <p className="text-body text-muted">{why}</p>}
      {why && gathers && <GatherHint />}
      {draft?.act === "clear" && (
        <p className="text-body text-muted">{inherited ? t("will-inherit") : t("will-default")}</p>
      )}
      {!affects.problem && !wrong && <AffectsNote affects={affects} />}
      {save.problem && draft && !isValidation(save.problem) && (
        <SaveProblem problem={save.problem} onMine={() => send(draft)} onTheirs={drop} />
      )}
      {moved && draft && kept.left === null && (
        <Moved
          here={here}
          mine={draft.act === "set" ? draft.value : null}
          chain={chain}
          onMine={() => kept.stand(ownOf(here))}
          onTheirs={drop}
        />
      )}
      {(why === null || gathers) && (
        <div className="flex flex-wrap gap-2">
          {why === null && !conflicted && (
            <Button type="submit" kind="primary" isDisabled={blocked}>
              {save.saving ? t("common:saving") : t("save")}
            </Button>
          )}
          {gathers && <AddToSet edits={wrong || moved ? [] : editsOf(draft, here.name, target)} onAdded={drop} />}
          {draft && <Button onPress={drop}>{t("common:cancel")}</Button>}
          {!draft && here.set_here && (
            <Button onPress={() => write({ act: "clear" })}>
              {target.level === "production" ? t("reset-default") : t("reset")}
            </Button>
          )}
        </div>
      )}
    </form>
  );
}

function Moved({
  here,
  mine,
  chain,
  onMine,
  onTheirs,
}: {
  here: Parameter;
  mine: unknown;
  chain: Chain;
  onMine: () => void;
  onTheirs: () => void;
}) {
  const { id } = useProduction();
  const events = useQuery(settingsEventsQuery(id)).data;
  const who =
    events?.findLast(
      ({ entity, payload }) => entity.id === chain.target.id && (payload as Record<string, unknown>).name === here.name,
    )?.actor.name ?? null;
  return (
    <MovedNotice
      moved={[{ field: here.label, who, theirs: here.set_here ? here.own : here.value, mine }]}
      onMine={onMine}
      onTheirs={onTheirs}
    />
  );
}

const ownOf = ({ set_here, own, value }: Parameter): string => JSON.stringify(set_here ? own : value);

function editsOf(draft: Draft | null, name: string, target: Target): Edit[] {
  return draft
    ? [{ field: `parameter:${name}`, value: draft.act === "set" ? draft.value : null, [target.level]: target.id }]
    : [];
}

/** Why the value cannot be changed on this level now; null when it can. */
function whyNot(
  { here, settable }: Row,
  chain: Chain,
  may: { allowed: boolean; reason: string | null },
  t: TFunction,
): string | null {
  if (!may.allowed) return may.reason ?? t("not-now");
  if (!settable) return t("only-on", { level: here.levels.map((level) => t(`level.${level}`)).join(", ") });
  return here.lock ? t("is-locked", { level: nameOf(here.lock.level, chain.names, chain.targets, t) }) : null;
}

/** What is wrong with a value before anybody is asked: a palette of what are no colours. */
function wrongIn({ name }: Parameter, value: unknown, t: TFunction): string | null {
  const wrong = name === "palette" && typeof value === "string" ? wrongInPalette(value) : null;
  if (wrong === null) return null;
  return "parts" in wrong ? t("palette.wrong", wrong) : t("palette.too-many", wrong);
}

function isValidation(problem: Problem): boolean {
  return problem.status === 422;
}

function refusal(supposed: Problem | null, saved: Problem | null): string | null {
  return supposed?.message ?? (saved && isValidation(saved) ? saved.message : null);
}
