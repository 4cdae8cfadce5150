/** What a person writes on a shot. A field without an own value follows the script; two editors see each other's changes. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { AddToSet, GatherHint } from "../../shared/change-sets/add-to-set";
import { AffectsNote } from "../../shared/affects/affects-note";
import { useAffects } from "../../shared/affects/use-affects";
import { ask, client, idempotent, ifMatch } from "../../shared/api/client";
import type { Problem } from "../../shared/api/problem";
import { ShotBreakdown } from "../../shared/breakdown/shot-breakdown";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { useShortcut } from "../../shared/keys/registry";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Select } from "../../shared/ui/select";
import { toast } from "../../shared/ui/toast";
import { cutQuery } from "../../shared/api/cut";
import { shotQuery, type Shot } from "../../shared/api/shots";
import { ConflictNotice } from "../../shared/shots/conflict-notice";
import {
  bodyOf,
  CAMERAS,
  changedSince,
  editsOf,
  gatherOf,
  FOLLOWS,
  problemsOf,
  savedOf,
  seenOf,
  SIZES,
  withChange,
  type Draft,
  type FieldName,
  type Seen,
} from "../../shared/shots/draft";

import { WorkPanel } from "./work-panel";

export function EditTab({ shot, etag }: { shot: Shot; etag: string }) {
  const { t } = useTranslation("shot");
  const { id, may } = useProduction();
  const queries = useQueryClient();
  const now = seenOf(shot, etag);
  const kept = useDraft<Draft, Seen>(`shot/${shot.id}`, now);
  const draft = kept.value ?? {};
  const change = may("change", shot.can);
  const touched = kept.value !== undefined;
  const wrong = problemsOf(draft);
  const affects = useAffects(wrong ? [] : editsOf(shot.id, draft));
  const save = useCommand({
    call: async ({ fields, on }: { fields: Draft; on: string }, key) => {
      const { data, etag: after } = await ask(
        client.PATCH("/api/v1/shots/{id}/", {
          params: { path: { id: shot.id } },
          headers: { ...ifMatch(on), ...idempotent(key) },
          body: { ...bodyOf(fields), version: null },
        }),
      );
      return { ...data, seen: seenOf(data, after ?? ifMatch(data.version)["If-Match"]) };
    },
    onDone: (done, { fields }) => {
      kept.saved(fields, done.seen);
      toast(t("edit.saved", { code: shot.code }));
    },
    renews: [keys.shot(id, shot.id)],
  });
  const conflicted = save.problem?.conflict === true;
  const set = (field: FieldName, value: string | null) => {
    // A conflict stays on the screen until it is settled: typing on does not make the old version savable.
    if (!conflicted) save.reset();
    const next = withChange(draft, shot, field, value);
    kept.write(Object.keys(next).length > 0 ? next : undefined);
  };
  const leave = () => {
    kept.drop();
    save.reset();
  };
  /** Take the newest version for seen, without the fields that are given up, and save what is left on it. */
  const reapply = async (without: readonly FieldName[]) => {
    const fresh = await queries.fetchQuery({ ...shotQuery(id, shot.id), staleTime: 0 });
    const mine = Object.fromEntries(
      Object.entries(draft).filter(([field]) => !without.includes(field as FieldName)),
    ) as Draft;
    if (Object.keys(mine).length === 0) return leave();
    save.reset();
    kept.write(mine, seenOf(fresh.shot, fresh.etag));
    save.run({ fields: mine, on: fresh.etag });
  };
  const savable = change.allowed && touched && !wrong && !conflicted && !save.saving && affects.problem === null;
  const run = () => savable && save.run({ fields: draft, on: kept.base.etag });
  useShortcut({ id: "shot.save", label: t("edit.save"), group: t("title"), keys: "mod+s", enabled: touched, run });
  const value = (field: FieldName) => (field in draft ? (draft[field] ?? null) : savedOf(shot, field));
  const gathers = may("gather_changes").allowed && !shot.removed;
  const off = !change.allowed && !gathers;
  return (
    <>
      <form
        className="flex flex-col gap-4 p-3"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        {!change.allowed && <p className="text-body text-muted">{change.reason}</p>}
        {!change.allowed && gathers && <GatherHint />}
        <DraftNotice
          draft={kept}
          base={now}
          meanwhile={changedSince(kept.base, shot).map((each) => ({
            field: t(`edit.${each.field}`),
            now: each.now ?? t("edit.follows"),
          }))}
        />
        <Own
          field="description"
          value={value("description")}
          off={off}
          onFollow={() => set("description", null)}
          follows={shot.text}
        >
          <Field
            label={t("edit.description")}
            rows={6}
            isDisabled={off}
            value={value("description") ?? shot.description}
            onChange={(text) => set("description", text)}
          />
        </Own>
        <Own chosen field="size" value={value("size")} off={off} onFollow={() => set("size", null)}>
          <Select
            label={t("edit.size")}
            isDisabled={off}
            value={value("size") ?? FOLLOWS}
            onChange={(chosen) => set("size", chosen === FOLLOWS ? null : chosen)}
            options={[
              { value: FOLLOWS, label: followText(t, shot, "size") },
              ...SIZES.map((size) => ({ value: size, label: size })),
            ]}
          />
        </Own>
        <Own chosen field="camera" value={value("camera")} off={off} onFollow={() => set("camera", null)}>
          <Select
            label={t("edit.camera")}
            isDisabled={off}
            value={value("camera") ?? FOLLOWS}
            onChange={(chosen) => set("camera", chosen === FOLLOWS ? null : chosen)}
            options={[
              { value: FOLLOWS, label: followText(t, shot, "camera") },
              ...CAMERAS.map((camera) => ({ value: camera, label: camera })),
            ]}
          />
        </Own>
        <Own field="frames" value={value("frames")} off={off} onFollow={() => set("frames", null)}>
          <Field
            label={t("edit.frames")}
            mono
            inputMode="numeric"
            isDisabled={off}
            value={value("frames") ?? String(shot.frames)}
            onChange={(text) => set("frames", text)}
            error={wrong ? t("edit.frames-wrong") : null}
          />
        </Own>
        <Continues shot={shot} value={value("continues")} off={off} onChange={(chosen) => set("continues", chosen)} />
        {save.problem && (
          <Refused problem={save.problem} draft={draft} onReapply={(without) => void reapply(without)} onRetry={run} />
        )}
        <AffectsNote affects={affects} />
        <div className="flex flex-wrap items-center gap-2">
          {!conflicted && (
            <Button type="submit" kind="primary" isDisabled={!savable}>
              {t("edit.save")}
            </Button>
          )}
          {gathers && <AddToSet edits={wrong ? [] : gatherOf(shot, kept.base, draft)} onAdded={leave} />}
          {touched && (
            <Button kind="quiet" onPress={leave}>
              {t("edit.discard")}
            </Button>
          )}
          {save.saving && (
            <span role="status" className="text-body text-muted">
              {t("common:saving")}
            </span>
          )}
        </div>
      </form>
      <div className="flex flex-col gap-4 px-3 pb-3">
        <WorkPanel shot={shot.id} />
        <ShotBreakdown shot={shot.id} />
      </div>
    </>
  );
}

function Refused({
  problem,
  draft,
  onReapply,
  onRetry,
}: {
  problem: Problem;
  draft: Draft;
  onReapply: (without: readonly FieldName[]) => void;
  onRetry: () => void;
}) {
  if (problem.conflict) return <ConflictNotice problem={problem} draft={draft} onReapply={onReapply} />;
  return <ProblemNotice error={problem} inline {...(problem.passing ? { onRetry } : {})} />;
}

/** A field with a line that says whose value it is, and the way back to the script; a choice (`chosen`) says the latter itself. */
function Own({
  field,
  value,
  off,
  onFollow,
  follows,
  chosen = false,
  children,
}: {
  field: FieldName;
  value: string | null;
  off: boolean;
  chosen?: boolean;
  onFollow: () => void;
  follows?: string;
  children: ReactNode;
}) {
  const { t } = useTranslation("shot");
  return (
    <div className="flex flex-col gap-1">
      {children}
      {value === null ? (
        !chosen && <p className="text-label text-muted">↳ {t("edit.follows")}</p>
      ) : (
        <p className="flex items-center gap-2 text-label">
          <span>{t("edit.own")}</span>
          {!off && (
            <button
              type="button"
              onClick={onFollow}
              aria-label={t("edit.follow-field", { field: t(`edit.${field}`) })}
              className="h-6 text-accent hover:underline"
            >
              {t("edit.follow")}
            </button>
          )}
        </p>
      )}
      {value !== null && follows && (
        <p dir="auto" className="border-l-2 border-line pl-2 text-label whitespace-pre-line text-muted">
          {t("edit.script-says")} {follows}
        </p>
      )}
    </div>
  );
}

function Continues({
  shot,
  value,
  off,
  onChange,
}: {
  shot: Shot;
  value: string | null;
  off: boolean;
  onChange: (shot: string | null) => void;
}) {
  const { t } = useTranslation("shot");
  const cut = useQuery(cutQuery(useProduction().id)).data;
  const others = cut ? [...cut.clips, ...cut.left_out].filter((other) => other.shot !== shot.id) : [];
  const options = [
    { value: FOLLOWS, label: t("edit.afresh") },
    ...others.map((other) => ({ value: other.shot, label: other.code })),
  ];
  return (
    <Select
      label={t("edit.continues")}
      isDisabled={off}
      value={value ?? FOLLOWS}
      onChange={(chosen) => onChange(chosen === FOLLOWS ? null : chosen)}
      options={options}
    />
  );
}

function followText(t: TFunction<"shot">, shot: Shot, field: "size" | "camera"): string {
  return shot.own[field] === null ? t("edit.follows-with", { value: shot[field] }) : t("edit.follows");
}
