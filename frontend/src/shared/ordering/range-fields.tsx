/** For which shots: those that are selected, the whole film, a scene, or one shot of it. */
import { useTranslation } from "react-i18next";
import type { components } from "../api/schema";
import { Select } from "../ui/select";

type Scene = components["schemas"]["Scene"];
type Shot = components["schemas"]["Shot"];

export interface Range {
  /** Null: the whole film, or what is selected. */
  scene: string | null;
  shot: string | null;
  selected: boolean;
}

const FILM = "film";
const SELECTED = "selected";
const WHOLE = "whole";

interface RangeFieldsProps {
  scenes: readonly Scene[];
  shots: readonly Shot[];
  selected: number;
  range: Range;
  onChange: (range: Range) => void;
}

export function RangeFields({ scenes, shots, selected, range, onChange }: RangeFieldsProps) {
  const { t } = useTranslation("ordering");
  const choose = (value: string) =>
    onChange({ selected: value === SELECTED, scene: [FILM, SELECTED].includes(value) ? null : value, shot: null });
  const within = shots.filter(({ scene }) => scene === range.scene);
  return (
    <div className="flex flex-wrap gap-3">
      <Select
        label={t("range")}
        value={range.scene ?? (range.selected ? SELECTED : FILM)}
        onChange={choose}
        className="min-w-0 flex-1"
        options={[
          ...(selected > 0 ? [{ value: SELECTED, label: t("selected", { count: selected }) }] : []),
          { value: FILM, label: t("film", { count: shots.length }) },
          ...scenes.map(({ id, code, heading: { text } }) => ({
            value: id,
            label: t("scene", { code, heading: text }),
          })),
        ]}
      />
      {range.scene !== null && (
        <Select
          label={t("shot")}
          value={range.shot ?? WHOLE}
          onChange={(value) => onChange({ ...range, shot: value === WHOLE ? null : value })}
          className="min-w-0 flex-1"
          options={[
            { value: WHOLE, label: t("whole-scene", { count: within.length }) },
            ...within.map(({ id, code }) => ({ value: id, label: code })),
          ]}
        />
      )}
    </div>
  );
}

/** The ids of the shots of a range. */
export function shotsOf(range: Range, shots: readonly Shot[], selected: readonly string[]): string[] {
  if (range.selected) return [...selected];
  return shots
    .filter(({ id, scene }) => (range.shot ? id === range.shot : !range.scene || scene === range.scene))
    .map(({ id }) => id);
}
