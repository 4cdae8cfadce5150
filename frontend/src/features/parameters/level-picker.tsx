/** Whose parameters are shown: the production's, a scene's or a shot's. */
import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Select } from "../../shared/ui/select";
import type { Names } from "../../shared/api/names";

interface LevelPickerProps {
  names: Names | undefined;
  scene: string | null;
  shot: string | null;
  onChange: (level: { scene: string | undefined; shot: string | undefined }) => void;
}

const WHOLE = "whole";

export function LevelPicker({ names, scene, shot, onChange }: LevelPickerProps) {
  const { t } = useTranslation("parameters");
  const scenes = [...(names?.scenes.values() ?? [])].map(({ id, code, heading }) => ({
    value: id,
    label: `${code} ${heading.text}`,
  }));
  const shots = [...(names?.shots.values() ?? [])]
    .filter((each) => each.scene === scene)
    .map(({ id, code }) => ({ value: id, label: code }));
  const picked = (value: string) => (value === WHOLE ? undefined : value);
  return (
    <div className="flex items-center gap-1.5" role="group" aria-label={t("level.pick")}>
      <Select
        label={t("level.scene")}
        labelHidden
        className="w-64"
        options={[{ value: WHOLE, label: t("level.whole-production") }, ...scenes]}
        value={scene ?? WHOLE}
        onChange={(value) => onChange({ scene: picked(value), shot: undefined })}
      />
      {scene && (
        <>
          <ChevronRight size={14} aria-hidden className="text-idle" />
          <Select
            label={t("level.shot")}
            labelHidden
            className="w-44"
            options={[{ value: WHOLE, label: t("level.whole-scene") }, ...shots]}
            value={shot ?? WHOLE}
            onChange={(value) => onChange({ scene, shot: picked(value) })}
          />
        </>
      )}
    </div>
  );
}
