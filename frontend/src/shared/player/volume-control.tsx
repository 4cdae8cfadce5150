/** Mute and volume, where there is something to hear. */
import { Volume1, Volume2, VolumeX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../ui/button";
import { setVolume, useVolume } from "./volume";

export function VolumeControl() {
  const { t } = useTranslation("player");
  const { level, muted } = useVolume();
  const silent = muted || level === 0;
  const Icon = silent ? VolumeX : level < 0.5 ? Volume1 : Volume2;
  return (
    <span className="flex items-center gap-1">
      <IconButton
        label={t(silent ? "sound.on" : "sound.off")}
        command="player.mute"
        icon={<Icon size={16} />}
        onPress={toggleMute}
      />
      <input
        type="range"
        min={0}
        max={100}
        value={muted ? 0 : Math.round(level * 100)}
        aria-label={t("sound.volume")}
        onChange={({ target }) => setVolume({ level: Number(target.value) / 100, muted: false })}
        className="h-7 w-20 accent-accent"
      />
    </span>
  );
}

/** Silence, or sound as loud as it was; from nothing, all of it. */
export function toggleMute(): void {
  const { level, muted } = useVolume.getState();
  if (level === 0) setVolume({ level: 1, muted: false });
  else setVolume({ muted: !muted });
}
