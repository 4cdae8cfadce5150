/** What is heard over the whole film: music, effects and room tone that are placed on it. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { all, client, idempotent, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { Button, IconButton } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Checkbox, Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Select } from "../../shared/ui/select";
import "./words";

type Placed = components["schemas"]["PlacedSound"];
type Body = components["schemas"]["PlaceSound"];

const TRACKS = ["music", "effects", "tone"] as const;
const SECOND = 1000;

const soundsQuery = (production: string) =>
  queryOptions({
    queryKey: keys.of(production, "production", "sounds"),
    queryFn: ({ signal }) =>
      all((query) =>
        client.GET("/api/v1/productions/{production}/sounds/", { params: { path: { production }, query }, signal }),
      ),
  });

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
  track: (typeof TRACKS)[number];
  at: string;
  gain: string;
  duck: string;
  fade: string;
  loop: boolean;
}

const PLAIN: Draft = { track: "music", at: "0", gain: "-12", duck: "-9", fade: "2", loop: false };

const milliseconds = (seconds: string): number => Math.max(0, Math.round(Number(seconds) * SECOND) || 0);

const bodyOf = (reference: string, { track, at, gain, duck, fade, loop }: Draft): Body => ({
  reference,
  track,
  at_ms: milliseconds(at),
  length_ms: null,
  gain,
  duck,
  fade_in_ms: milliseconds(fade),
  fade_out_ms: milliseconds(fade),
  loop,
  version: null,
});

export function FilmSoundsDialog({ production, onClose }: { production: string; onClose: () => void }) {
  const { t } = useTranslation("film");
  const placed = useQuery(soundsQuery(production)).data ?? [];
  const sounding = useQuery(soundingQuery(production)).data ?? [];
  const [reference, setReference] = useState<string | null>(null);
  const [draft, setDraft] = useState(PLAIN);
  const renews = [soundsQuery(production).queryKey];
  const params = { path: { production } };
  const place = useCommand({
    call: (body: Body, key) =>
      read(client.POST("/api/v1/productions/{production}/sounds/", { params, headers: idempotent(key), body })),
    renews,
  });
  const remove = useCommand({
    call: (sound: string, key) =>
      read(
        client.DELETE("/api/v1/productions/{production}/sounds/{sound}/", {
          params: { path: { production, sound } },
          headers: idempotent(key),
        }),
      ),
    renews,
  });
  const problem = place.problem ?? remove.problem;
  const nameOf = (id: string) => sounding.find((each) => each.id === id)?.name ?? t("sounds.gone");
  const field = (name: "at" | "gain" | "duck" | "fade") => (
    <Field
      label={t(`sounds.${name}`)}
      value={draft[name]}
      onChange={(value) => setDraft({ ...draft, [name]: value })}
      inputMode="decimal"
    />
  );
  return (
    <Dialog title={t("sounds.title")} open onClose={onClose} width="medium">
      <div className="flex flex-col gap-4">
        <p className="text-body text-muted">{t("sounds.text")}</p>
        {placed.length > 0 && (
          <ul className="divide-y divide-line border-y border-line">
            {placed.map((each) => (
              <Row
                key={each.id}
                placed={each}
                name={nameOf(each.reference)}
                disabled={remove.saving}
                onRemove={() => remove.run(each.id)}
              />
            ))}
          </ul>
        )}
        {sounding.length === 0 ? (
          <p className="text-body text-muted">{t("sounds.none")}</p>
        ) : (
          <>
            <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
              <Select
                label={t("sounds.reference")}
                value={reference}
                options={sounding.map(({ id, name }) => ({ value: id, label: name }))}
                onChange={setReference}
              />
              <Select
                label={t("sounds.track")}
                value={draft.track}
                options={TRACKS.map((value) => ({ value, label: t(`sounds.${value}`) }))}
                onChange={(track) => setDraft({ ...draft, track })}
              />
              {field("at")}
              {field("gain")}
              {field("duck")}
              {field("fade")}
            </div>
            <div className="flex items-center justify-between gap-3">
              <Checkbox isSelected={draft.loop} onChange={(loop) => setDraft({ ...draft, loop })}>
                {t("sounds.loop")}
              </Checkbox>
              <Button
                kind="primary"
                isDisabled={reference === null || place.saving}
                onPress={() => reference !== null && place.run(bodyOf(reference, draft))}
              >
                {t("sounds.place")}
              </Button>
            </div>
          </>
        )}
        {problem && <ProblemNotice error={problem} inline />}
      </div>
    </Dialog>
  );
}

interface RowProps {
  placed: Placed;
  name: string;
  disabled: boolean;
  onRemove: () => void;
}

function Row({ placed, name, disabled, onRemove }: RowProps) {
  const { t } = useTranslation("film");
  return (
    <li className="flex items-center gap-3 py-1.5 text-form">
      <span dir="auto" className="min-w-0 flex-1 truncate font-medium">
        {name}
      </span>
      <span className="numbers text-body text-muted">
        {t("sounds.row", { track: t(`sounds.${placed.track}`), seconds: placed.at_ms / SECOND, gain: placed.gain })}
      </span>
      <IconButton
        label={t("sounds.remove", { name })}
        icon={<Trash2 size={14} aria-hidden />}
        isDisabled={disabled}
        onPress={onRemove}
      />
    </li>
  );
}
