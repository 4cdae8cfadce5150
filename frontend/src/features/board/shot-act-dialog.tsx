/** Adds, moves or removes shots by a change set: what they shall be, what that would make, and the set that it waits in. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AffectsNote } from "../../shared/affects/affects-note";
import { useAffects, type Affects } from "../../shared/affects/use-affects";
import { shotCameraValues as CAMERAS, shotSizeValues as SIZES } from "../../shared/api/schema";
import { AddDialog } from "../../shared/change-sets/add-to-set";
import type { Gather } from "../../shared/change-sets/calls";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftFields } from "../../shared/drafts/use-draft";
import { Field } from "../../shared/ui/field";
import { Select } from "../../shared/ui/select";
import { PlaceChoice } from "./place-choice";
import type { Row } from "./rows";
import {
  addition,
  framesWrong,
  MOST_EDITS,
  moves,
  newShotId,
  NOTHING,
  removals,
  USUAL,
  type Place,
  type ShotAct,
} from "./shot-acts";
import "./words";

export interface ShotActProps {
  act: ShotAct;
  /** Those that are moved or removed, or behind the last of which one is added; in film order. */
  shots: readonly string[];
  rows: readonly Row[];
  onClose: () => void;
}

export function ShotActDialog({ act, ...rest }: ShotActProps) {
  if (act === "add") return <Adding {...rest} />;
  return act === "move" ? <Moving {...rest} /> : <Removing {...rest} />;
}

type Part = Omit<ShotActProps, "act">;

function Adding({ shots, rows, onClose }: Part) {
  const { t } = useTranslation("shot-acts");
  const [shot] = useState(newShotId);
  const last = rows.findLast(({ id }) => shots.includes(id)) ?? rows.at(-1);
  const start: Place = { scene: last?.scene ?? "", after: last?.id ?? null };
  const [place, setPlace] = useState<Place>(start);
  const { said, write, draft } = useDraftFields("board/new-shot", NOTHING);
  const wrong = framesWrong(said);
  const edits = addition(shot, place, said);
  return (
    <AddDialog
      title={t("add.title")}
      edits={edits}
      onAdded={draft.drop}
      onClose={onClose}
      onInto={() => setPlace(known(rows, place) ? place : start)}
    >
      {(into) => (
        <>
          <p className="text-form text-muted">{t("add.text")}</p>
          <DraftNotice draft={draft} base={NOTHING} />
          <Field
            label={t("description")}
            rows={3}
            autoFocus
            value={said.description}
            onChange={(description) => write({ description })}
          />
          <PlaceChoice rows={rows} without={[]} into={into} place={place} onPlace={setPlace} />
          <div className="grid grid-cols-3 gap-3 max-sm:grid-cols-1">
            <Select
              label={t("size")}
              value={said.size}
              onChange={(size) => write({ size })}
              options={optional(SIZES, t("usual"))}
            />
            <Select
              label={t("camera")}
              value={said.camera}
              onChange={(camera) => write({ camera })}
              options={optional(CAMERAS, t("usual"))}
            />
            <Field
              label={t("frames")}
              mono
              inputMode="numeric"
              value={said.frames}
              onChange={(frames) => write({ frames })}
              error={wrong ? t("frames-wrong") : null}
            />
          </div>
          <Price edits={edits} rows={rows} place={place} />
        </>
      )}
    </AddDialog>
  );
}

function Moving({ shots, rows, onClose }: Part) {
  const { t } = useTranslation("shot-acts");
  const start = placeOf(rows, shots);
  const [place, setPlace] = useState<Place>(start);
  const edits = few(moves(shots, place));
  return (
    <AddDialog
      title={t("move.title", said(rows, shots))}
      edits={edits}
      onAdded={() => undefined}
      onClose={onClose}
      onInto={() => setPlace(known(rows, place) ? place : start)}
    >
      {(into) => (
        <>
          <p className="text-form text-muted">{t("move.text", { count: shots.length })}</p>
          <PlaceChoice rows={rows} without={shots} into={into} place={place} onPlace={setPlace} />
          {edits.length === 0 ? <TooMany /> : <Price edits={edits} rows={rows} place={place} />}
        </>
      )}
    </AddDialog>
  );
}

function Removing({ shots, rows, onClose }: Part) {
  const { t } = useTranslation("shot-acts");
  const edits = few(removals(shots));
  return (
    <AddDialog title={t("remove.title", said(rows, shots))} edits={edits} onAdded={() => undefined} onClose={onClose}>
      {() => (
        <>
          <p className="text-form text-muted">{t("remove.text", { count: shots.length })}</p>
          {edits.length === 0 ? <TooMany /> : <Effect edits={edits} gone={shots} />}
        </>
      )}
    </AddDialog>
  );
}

/** What the edits come to; behind a shot that the film has not got yet, the set alone can say. */
function Price({ edits, rows, place }: { edits: readonly Gather[]; rows: readonly Row[]; place: Place }) {
  const { t } = useTranslation("shot-acts");
  if (!known(rows, place)) return <p className="text-body text-muted">{t("in-set-alone")}</p>;
  return <Effect edits={edits} gone={[]} />;
}

function Effect({ edits, gone }: { edits: readonly Gather[]; gone: readonly string[] }) {
  return <AffectsNote affects={without(useAffects(edits), gone)} />;
}

function TooMany() {
  const { t } = useTranslation("shot-acts");
  return <p className="text-form">{t("most", { most: MOST_EDITS })}</p>;
}

/** What happens to shots that go is said already. */
function without(affects: Affects, gone: readonly string[]): Affects {
  if (affects.effect === null || gone.length === 0) return affects;
  const shots = affects.effect.shots.filter(({ shot }) => !gone.includes(shot));
  return { ...affects, effect: { ...affects.effect, shots } };
}

const few = (edits: Gather[]): Gather[] => (edits.length > MOST_EDITS ? [] : edits);

const known = (rows: readonly Row[], { after }: Place): boolean =>
  after === null || rows.some(({ id }) => id === after);

/** Where the first of some shots stands now, without the others. */
function placeOf(rows: readonly Row[], shots: readonly string[]): Place {
  const at = rows.findIndex(({ id }) => shots.includes(id));
  const scene = rows[at]?.scene ?? "";
  const before = rows.slice(0, Math.max(at, 0)).findLast((row) => row.scene === scene && !shots.includes(row.id));
  return { scene, after: before?.id ?? null };
}

const said = (rows: readonly Row[], shots: readonly string[]) => ({
  count: shots.length,
  shots: rows.find(({ id }) => id === shots[0])?.code ?? "",
});

const optional = (values: readonly string[], usual: string) => [
  { value: USUAL, label: usual },
  ...values.map((value) => ({ value, label: value })),
];
