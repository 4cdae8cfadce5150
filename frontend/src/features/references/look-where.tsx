/** Where a change of a look holds: from a scene or shot to another one or the end, without some scenes, or in some alone. */
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { namesQuery, type Names } from "../../shared/api/names";
import { useProduction } from "../../shared/routing/use-production";
import { IconButton } from "../../shared/ui/button";
import { Select } from "../../shared/ui/select";
import type { LookValue, Point } from "./look-draft";

interface LookWhereProps {
  value: LookValue;
  onWrite: (change: Partial<LookValue>) => void;
  isDisabled: boolean;
}

const NONE = "none";
const WHOLE = "whole";
const NO_NAMES: Names = { scenes: new Map(), shots: new Map() };

export function LookWhere({ value, onWrite, isDisabled }: LookWhereProps) {
  const { t } = useTranslation("references");
  const names = useQuery(namesQuery(useProduction().id)).data ?? NO_NAMES;
  const named = new Set([...value.without, ...value.also]);
  const others = [...names.scenes.values()].filter(({ id }) => !named.has(id));
  const shared = { names, isDisabled };
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-form font-semibold">{t("film.where")}</legend>
      <End
        {...shared}
        label={t("film.from")}
        none={t("film.nowhere-else")}
        shots={t("film.from-shot")}
        whole={t("film.from-whole")}
        point={value.first}
        onChange={(first) => onWrite(first ? { first } : { first, last: null, without: [] })}
      />
      {value.first && (
        <>
          <End
            {...shared}
            label={t("film.to")}
            none={t("film.to-end")}
            shots={t("film.to-shot")}
            whole={t("film.to-whole")}
            point={value.last}
            onChange={(last) => onWrite({ last })}
          />
          <Scenes
            {...shared}
            label={t("film.without")}
            add={t("film.without-add")}
            chosen={value.without}
            others={others}
            onChange={(without) => onWrite({ without })}
          />
        </>
      )}
      <Scenes
        {...shared}
        label={t(value.first ? "film.also" : "film.only")}
        add={t("film.also-add")}
        chosen={value.also}
        others={others}
        onChange={(also) => onWrite({ also })}
      />
    </fieldset>
  );
}

interface EndProps {
  names: Names;
  isDisabled: boolean;
  label: string;
  /** What no scene means. */
  none: string;
  shots: string;
  /** What no shot means. */
  whole: string;
  point: Point | null;
  onChange: (point: Point | null) => void;
}

function End({ names, isDisabled, label, none, shots, whole, point, onChange }: EndProps) {
  const { t } = useTranslation("references");
  const shot = point?.kind === "shot" ? names.shots.get(point.id) : undefined;
  const scene = point?.kind === "scene" ? point.id : (shot?.scene ?? null);
  const within = [...names.shots.values()].filter((each) => scene !== null && each.scene === scene);
  const gone = point !== null && !names.scenes.has(point.id) && !names.shots.has(point.id);
  return (
    <div className="grid grid-cols-2 gap-3">
      <Select
        label={label}
        isDisabled={isDisabled}
        options={[
          { value: NONE, label: none },
          ...(gone ? [{ value: point.id, label: t("film.gone") }] : []),
          ...[...names.scenes.values()].map(({ id, code, heading }) => ({
            value: id,
            label: `${code} ${heading.text}`,
          })),
        ]}
        value={gone ? point.id : (scene ?? NONE)}
        onChange={(id) => onChange(id === NONE ? null : gone && id === point.id ? point : { kind: "scene", id })}
      />
      {scene !== null && within.length > 0 && (
        <Select
          label={shots}
          isDisabled={isDisabled}
          options={[{ value: WHOLE, label: whole }, ...within.map(({ id, code }) => ({ value: id, label: code }))]}
          value={shot?.id ?? WHOLE}
          onChange={(id) => onChange(id === WHOLE ? { kind: "scene", id: scene } : { kind: "shot", id })}
        />
      )}
    </div>
  );
}

interface ScenesProps {
  names: Names;
  isDisabled: boolean;
  label: string;
  add: string;
  chosen: string[];
  others: readonly { id: string; code: string; heading: { text: string } }[];
  onChange: (scenes: string[]) => void;
}

function Scenes({ names, isDisabled, label, add, chosen, others, onChange }: ScenesProps) {
  const { t } = useTranslation("references");
  return (
    <div className="flex flex-col gap-1.5">
      {chosen.length > 0 && (
        <ul aria-label={label} className="flex flex-wrap gap-1.5">
          {chosen.map((id) => {
            const code = names.scenes.get(id)?.code ?? t("film.gone");
            return (
              <li key={id} className="flex items-center gap-1 rounded-md border border-line bg-raised pl-2 text-body">
                <span title={names.scenes.get(id)?.heading.text}>{code}</span>
                <IconButton
                  label={t("film.scene-out", { code })}
                  icon={<X size={12} aria-hidden />}
                  isDisabled={isDisabled}
                  onPress={() => onChange(chosen.filter((each) => each !== id))}
                />
              </li>
            );
          })}
        </ul>
      )}
      {others.length > 0 && (
        <Select
          label={chosen.length > 0 ? add : label}
          isDisabled={isDisabled}
          options={others.map(({ id, code, heading }) => ({ value: id, label: `${code} ${heading.text}` }))}
          value={null}
          onChange={(id) => onChange([...chosen, id])}
        />
      )}
    </div>
  );
}
