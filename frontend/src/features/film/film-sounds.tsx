/** What is heard over the whole film: music, effects and room tone that are placed on it. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { all, client, idempotent, ifMatch, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftFields } from "../../shared/drafts/use-draft";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button, IconButton } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Checkbox, Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { Select } from "../../shared/ui/select";
import { soundsQuery } from "./sounds-query";
import { decibelsOf, momentOf } from "./numbers";
import "./words";

type Placed = components["schemas"]["PlacedSound"];
type Body = components["schemas"]["PlaceSound"];
type Sounding = components["schemas"]["Reference"];

const TRACKS = ["music", "effects", "tone"] as const;
const SECOND = 1000;

const soundingQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "references", "sounding"),
    queryFn: async ({ signal }) => {
      const kinds = ["music", "effect"] as const;
      const lists = kinds.map((kind) =>
        all((query) =>
          client.GET("/api/v1/productions/{production}/references/", {
            params: { path: { production }, query: { ...query, kind } },
            signal,
          }),
        ),
      );
      return (await Promise.all(lists)).flat();
    },
  });

interface Draft {
  reference: string;
  track: (typeof TRACKS)[number];
  at: string;
  gain: string;
  duck: string;
  fade: string;
  loop: boolean;
}

const PLAIN: Draft = { reference: "", track: "music", at: "0", gain: "-12", duck: "-9", fade: "2", loop: false };
const LOUDEST = 24;
const FIELDS = ["at", "gain", "duck", "fade"] as const;

/** null for what is no number. */
const READ = {
  at: momentOf,
  gain: (text: string) => decibelsOf(text, LOUDEST),
  duck: (text: string) => decibelsOf(text, 0),
  fade: momentOf,
};

function bodyOf(draft: Draft, version: number | null): Body | null {
  const [at, gain, duck, fade] = [
    READ.at(draft.at),
    READ.gain(draft.gain),
    READ.duck(draft.duck),
    READ.fade(draft.fade),
  ];
  if (draft.reference === "" || at === null || gain === null || duck === null || fade === null) return null;
  const { reference, track, loop } = draft;
  const fades = { fade_in_ms: fade, fade_out_ms: fade };
  return { reference, track, at_ms: at, length_ms: null, gain, duck, ...fades, loop, version };
}

export function FilmSoundsDialog({ production, onClose }: { production: string; onClose: () => void }) {
  const { t } = useTranslation("film");
  const { may } = useProduction();
  const placed = useQuery(soundsQuery(production));
  const sounding = useQuery(soundingQuery(production));
  const allowed = may("add_shot").allowed;
  return (
    <Dialog title={t("sounds.title")} open onClose={onClose} width="medium">
      <div className="flex flex-col gap-4">
        <p className="text-body text-muted">{t("sounds.text")}</p>
        <QueryView query={sounding}>
          {(known) => (
            <>
              <QueryView query={placed} isEmpty={(there) => there.length === 0} empty={<Silent />}>
                {(there) => <PlacedSounds production={production} placed={there} sounding={known} allowed={allowed} />}
              </QueryView>
              {allowed && placed.data && (
                <PlaceForm production={production} sounding={known} version={placed.data[0]?.version ?? null} />
              )}
            </>
          )}
        </QueryView>
      </div>
    </Dialog>
  );
}

function Silent() {
  const { t } = useTranslation("film");
  return <p className="text-body text-muted">{t("sounds.silent")}</p>;
}

interface PlacedSoundsProps {
  production: string;
  placed: readonly Placed[];
  sounding: readonly Sounding[];
  allowed: boolean;
}

function PlacedSounds({ production, placed, sounding, allowed }: PlacedSoundsProps) {
  const remove = useCommand({
    call: ({ id, version }: Placed, key) =>
      read(
        client.DELETE("/api/v1/productions/{production}/sounds/{sound}/", {
          params: { path: { production, sound: id } },
          headers: { ...ifMatch(version), ...idempotent(key) },
        }),
      ),
    renews: [soundsQuery(production).queryKey],
  });
  return (
    <>
      <ul className="divide-y divide-line border-y border-line">
        {placed.map((each) => (
          <Row
            key={each.id}
            placed={each}
            sounding={sounding.find(({ id }) => id === each.reference)}
            disabled={remove.saving}
            {...(allowed ? { onRemove: () => remove.run(each) } : {})}
          />
        ))}
      </ul>
      {remove.problem && <ProblemNotice error={remove.problem} inline />}
    </>
  );
}

interface PlaceFormProps {
  production: string;
  sounding: readonly Sounding[];
  /** That of the production where it is known. */
  version: number | null;
}

function PlaceForm({ production, sounding, version }: PlaceFormProps) {
  const { t } = useTranslation("film");
  const { said, write, draft } = useDraftFields("film-sounds", PLAIN);
  const place = useCommand({
    call: (body: Body, key) =>
      read(
        client.POST("/api/v1/productions/{production}/sounds/", {
          params: { path: { production } },
          headers: idempotent(key),
          body,
        }),
      ),
    onDone: draft.drop,
    renews: [soundsQuery(production).queryKey],
  });
  if (sounding.length === 0) return <p className="text-body text-muted">{t("sounds.none")}</p>;
  const known = sounding.some(({ id }) => id === said.reference);
  const body = known ? bodyOf(said, version) : null;
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (body && !place.saving) place.run(body);
      }}
    >
      <DraftNotice draft={draft} base={PLAIN} />
      <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
        <Select
          label={t("sounds.reference")}
          value={known ? said.reference : null}
          options={sounding.map((each) => ({
            value: each.id,
            label: each.attributes.sound ? each.name : t("sounds.without", { name: each.name }),
          }))}
          onChange={(reference) => write({ reference })}
        />
        <Select
          label={t("sounds.track")}
          value={said.track}
          options={TRACKS.map((value) => ({ value, label: t(`sounds.${value}`) }))}
          onChange={(track) => write({ track })}
        />
        {FIELDS.map((name) => (
          <Field
            key={name}
            label={t(`sounds.${name}`)}
            value={said[name]}
            onChange={(value) => write({ [name]: value })}
            inputMode="decimal"
            error={READ[name](said[name]) === null ? t(`sounds.wrong-${name}`) : null}
          />
        ))}
      </div>
      <div className="flex items-center justify-between gap-3">
        <Checkbox isSelected={said.loop} onChange={(loop) => write({ loop })}>
          {t("sounds.loop")}
        </Checkbox>
        <Button kind="primary" type="submit" isDisabled={body === null || place.saving}>
          {t("sounds.place")}
        </Button>
      </div>
      {place.problem && <ProblemNotice error={place.problem} inline />}
    </form>
  );
}

interface RowProps {
  placed: Placed;
  /** Absent where it was removed from the film. */
  sounding: Sounding | undefined;
  disabled: boolean;
  /** Absent where the person may not. */
  onRemove?: () => void;
}

function Row({ placed, sounding, disabled, onRemove }: RowProps) {
  const { t } = useTranslation("film");
  const name = sounding?.name ?? t("sounds.gone");
  return (
    <li className="flex items-center gap-3 py-1.5 text-form">
      <span dir="auto" className="min-w-0 flex-1 truncate font-medium">
        {sounding && !sounding.attributes.sound ? t("sounds.without", { name }) : name}
      </span>
      <span className="numbers text-body text-muted">
        {t("sounds.row", { track: t(`sounds.${placed.track}`), seconds: placed.at_ms / SECOND, gain: placed.gain })}
      </span>
      {onRemove && (
        <IconButton
          label={t("sounds.remove", { name })}
          icon={<Trash2 size={14} aria-hidden />}
          isDisabled={disabled}
          onPress={onRemove}
        />
      )}
    </li>
  );
}
