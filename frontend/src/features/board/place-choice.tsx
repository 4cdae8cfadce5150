/** Where a shot shall stand: a scene, and the shot of it behind which; also one that only the chosen change set has. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { filmScenesQuery } from "../../shared/api/film";
import { NEW } from "../../shared/change-sets/add-to-set";
import { changeSetQuery } from "../../shared/change-sets/calls";
import { useProduction } from "../../shared/routing/use-production";
import { Select } from "../../shared/ui/select";
import type { Row } from "./rows";
import { addedBy, type Place, type Standing } from "./shot-acts";

const FIRST = "first";
const LONGEST = 40;

interface PlaceChoiceProps {
  rows: readonly Row[];
  /** Those that move cannot stand behind themselves. */
  without: readonly string[];
  /** The change set that is chosen. */
  into: string;
  place: Place;
  onPlace: (place: Place) => void;
}

export function PlaceChoice({ rows, without, into, place, onPlace }: PlaceChoiceProps) {
  const { t } = useTranslation("shot-acts");
  const { id } = useProduction();
  const scenes = useQuery(filmScenesQuery(id)).data ?? [];
  const set = useQuery({ ...changeSetQuery(id, into), enabled: into !== NEW }).data;
  const there = rows.map(({ id: shot, scene, code, description }) => ({ id: shot, scene, code, words: description }));
  const within = (scene: string) =>
    [...there, ...addedBy(set?.gathered ?? [])].filter((each) => each.scene === scene && !without.includes(each.id));
  const label = ({ code, words }: Standing) =>
    code === null
      ? t("after-new", { words: short(words) || t("no-words") })
      : t("after", { shot: `${code} ${short(words)}` });
  return (
    <>
      <Select
        label={t("scene")}
        value={place.scene}
        onChange={(scene) => onPlace({ scene, after: within(scene).findLast(({ code }) => code !== null)?.id ?? null })}
        options={scenes.map((scene) => ({ value: scene.id, label: `${scene.code} ${scene.heading.text}` }))}
      />
      <Select
        label={t("behind")}
        value={place.after ?? FIRST}
        onChange={(after) => onPlace({ ...place, after: after === FIRST ? null : after })}
        options={[
          { value: FIRST, label: t("first") },
          ...within(place.scene).map((each) => ({ value: each.id, label: label(each) })),
        ]}
      />
    </>
  );
}

function short(words: string): string {
  const line = words.replaceAll(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST).trimEnd()}…` : line;
}
