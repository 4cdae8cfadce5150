/** One entry of a shot's cast: role, strength and the version it is held at, with what saving would change. */
import { useQuery, type QueryKey } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { ChangesHere, useLookHere } from "../../shared/looks/changes-here";
import { AffectsNote } from "../../shared/affects/affects-note";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { MovedNotice } from "../../shared/affects/moved-notice";
import { useAffects } from "../../shared/affects/use-affects";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { Select } from "../../shared/ui/select";
import { attributeLabel } from "./attribute-field";
import {
  castEdit,
  changeCast,
  lookVersions,
  scriptLinesQuery,
  versionsQuery,
  type CastChange,
  type Reference,
  type Refusal,
  type Shot,
} from "./queries";
import { Thumbnail } from "./thumbnail";

type Entry = Shot["cast"][number];

interface Casting {
  role: string;
  strength: string;
  /** The version it is held at; null follows the newest. */
  follows: number | null;
}

interface CastEntryProps {
  entry: Entry;
  reference: Reference | undefined;
  shot: Shot;
  disabled: boolean;
  renews: readonly QueryKey[];
  onRemove: (asked: CastChange) => void;
  /** In the whole film. */
  onRefuse: (asked: Refusal) => void;
}

const STRENGTH = /^[01](\.[0-9]{1,6})?$/;
const NEWEST = "newest";

export function CastEntry({ entry, reference, shot, disabled, renews, onRemove, onRefuse }: CastEntryProps) {
  const { t } = useTranslation("references");
  const { may } = useProduction();
  const now: Casting = { role: entry.role, strength: entry.strength, follows: entry.version };
  const draft = useDraft<Casting, Casting>(`cast/${shot.id}/${entry.reference}`, now);
  const casting = draft.value ?? now;
  const moved = draft.value === undefined ? [] : differing(draft.base, now);
  const save = useCommand({
    call: (asked: Casting & { version: number }, key) =>
      changeCast({ act: "set", shot: shot.id, reference: entry.reference, ...asked }, key),
    onDone: (_, { version: _version, ...asked }) => draft.saved(asked, asked),
    renews,
  });
  const of = { shot: shot.id, reference: entry.reference, version: shot.version };
  const good = STRENGTH.test(casting.strength) && Number(casting.strength) <= 1;
  const affects = useAffects(
    draft.value === undefined || !good || save.saving ? [] : [castEdit({ ...of, act: "set", ...casting })],
  );
  const write = (part: Partial<Casting>) => {
    const next = { ...casting, ...part };
    draft.write(differing(next, now).length + moved.length === 0 ? undefined : next);
  };
  const send = () => save.run({ ...casting, version: shot.version });
  const settled = moved.length === 0 && !save.problem?.conflict;
  const savable = !disabled && good && settled && !save.saving && affects.problem === null;
  const drop = () => {
    draft.drop();
    save.reset();
  };
  const name = reference?.name ?? t("removed");
  return (
    <li className="rounded-md border border-line">
      <form
        className="flex flex-col gap-2 p-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (savable) send();
        }}
      >
        <div className="flex items-center gap-2">
          {reference && <Thumbnail reference={reference} />}
          <div className="min-w-0 flex-1">
            <p dir="auto" className="text-form font-medium">
              {name}
            </p>
            <p className="text-label text-muted">
              <Origin entry={entry} shot={shot.id} />
            </p>
          </div>
        </div>
        <div className="flex flex-wrap justify-end gap-1">
          <Button
            size="small"
            kind="quiet"
            isDisabled={disabled}
            aria-label={t(entry.derived ? "cast.not-here-one" : "cast.remove-one", { name })}
            onPress={() => onRemove({ ...of, act: "remove" })}
          >
            {t(entry.derived ? "cast.not-here" : "cast.remove")}
          </Button>
          {entry.derived && reference && reference.kind !== "location" && (
            <Button
              size="small"
              kind="quiet"
              isDisabled={disabled || !may("refuse_cast", shot.can).allowed}
              aria-label={t("cast.never-one", { name })}
              onPress={() => onRefuse(of)}
            >
              {t("cast.never")}
            </Button>
          )}
        </div>
        <LooksHere shot={shot.id} reference={entry.reference} />
        <DraftNotice
          draft={draft}
          base={now}
          meanwhile={moved.map((field) => ({ field: t(LABEL[field]), now: shown(now, field, t) }))}
        />
        <Fields casting={casting} entry={entry} disabled={disabled} good={good} onWrite={write} />
        <AffectsNote affects={affects} />
        <SaveProblem problem={save.problem} onMine={send} onTheirs={drop} />
        {moved.length > 0 && draft.left === null && !save.problem && (
          <MovedNotice
            moved={moved.map((field) => ({
              field: t(LABEL[field]),
              who: null,
              theirs: shown(now, field, t),
              mine: shown(casting, field, t),
            }))}
            onMine={() => draft.stand(now)}
            onTheirs={drop}
          />
        )}
        {draft.value !== undefined && settled && (
          <div className="flex justify-end gap-2">
            <Button size="small" kind="quiet" onPress={drop}>
              {t("discard")}
            </Button>
            <Button type="submit" kind="primary" size="small" isDisabled={!savable}>
              {save.saving ? t("common:saving") : t("save")}
            </Button>
          </div>
        )}
      </form>
    </li>
  );
}

/** The changes of the look that hold in the shot, and what it comes to there. */
function LooksHere({ shot, reference }: { shot: string; reference: string }) {
  const { t } = useTranslation("references");
  const look = useLookHere(shot, reference);
  if (!look) return null;
  const values: Record<string, string | number> = {
    ...look.attributes,
    description: look.description,
    images: look.images.length,
  };
  const fields = [...new Set(look.changes.flatMap((each) => each.fields))];
  return (
    <div className="flex flex-col gap-1 rounded-md border border-line bg-raised p-2 text-body">
      <ChangesHere look={look} />
      <dl className="flex flex-wrap gap-x-3">
        {fields.map((field) => {
          const name = field.replace("attribute:", "");
          const value = values[name];
          return (
            <div key={field} className="flex items-center gap-1">
              <dt className="text-muted">{fieldLabel(name, t)}</dt>
              <dd dir="auto" className="flex items-center gap-1">
                {typeof value === "string" && value.startsWith("#") && (
                  <span aria-hidden className="size-3 rounded-sm border border-line" style={{ background: value }} />
                )}
                {value === undefined || value === "" ? t("film.taken-away") : value}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}

const fieldLabel = (name: string, t: TFunction<"references">): string =>
  name === "description" ? t("field.description") : name === "images" ? t("pictures.title") : attributeLabel(name, t);

/** A person, or the script: what it says, and in which line. */
function Origin({ entry, shot }: { entry: Entry; shot: string }) {
  const { t } = useTranslation("references");
  const { id } = useProduction();
  const first = useQuery({ ...scriptLinesQuery(id), enabled: entry.why !== null }).data?.[shot]?.[0];
  if (!entry.derived) return t("cast.by-hand");
  if (!entry.why || first === undefined) return t("cast.derived");
  const line = first + entry.why.line;
  const why = t(`script:why.${entry.why.reason as "named"}`, { line, defaultValue: t("script:why.other", { line }) });
  return (
    <Link
      to={`/p/${id}/script` as "/productions"}
      search={{ line } as never}
      className="underline decoration-strong underline-offset-2 hover:text-text"
    >
      {t("cast.derived-why", { why })}
    </Link>
  );
}

interface FieldsProps {
  casting: Casting;
  entry: Entry;
  disabled: boolean;
  /** Whether the strength is one. */
  good: boolean;
  onWrite: (part: Partial<Casting>) => void;
}

function Fields({ casting, entry, disabled, good, onWrite }: FieldsProps) {
  const { t } = useTranslation("references");
  const events = useQuery(versionsQuery(useProduction().id, entry.reference)).data ?? [];
  const versions = lookVersions(events).map(({ version, sentence }) => ({
    value: String(version),
    label: t("cast.held", { version, sentence }),
  }));
  return (
    <>
      <div className="grid grid-cols-[1fr_72px] gap-2">
        <Field
          label={t("cast.role")}
          value={casting.role}
          onChange={(role) => onWrite({ role })}
          isDisabled={disabled}
        />
        <Field
          label={t("cast.strength")}
          value={casting.strength}
          onChange={(strength) => onWrite({ strength })}
          isDisabled={disabled}
          mono
          error={good ? null : t("cast.strength-wrong")}
        />
      </div>
      <Select
        label={t("cast.version")}
        options={[{ value: NEWEST, label: t("cast.newest") }, ...versions]}
        value={casting.follows === null ? NEWEST : String(casting.follows)}
        isDisabled={disabled}
        onChange={(picked) => onWrite({ follows: picked === NEWEST ? null : Number(picked) })}
      />
    </>
  );
}

const LABEL = { role: "cast.role", strength: "cast.strength", follows: "cast.version" } as const;

const differing = (one: Casting, other: Casting): (keyof Casting)[] =>
  (["role", "strength", "follows"] as const).filter((field) => one[field] !== other[field]);

const shown = (casting: Casting, field: keyof Casting, t: TFunction<"references">): string | number =>
  casting[field] ?? t("cast.newest");
