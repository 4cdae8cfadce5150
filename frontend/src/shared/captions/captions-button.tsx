/** Switches captions on and off, with a key: in every player whose clips have some. */
import { Captions, CaptionsOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../ui/button";
import { useShortcut } from "../keys/registry";
import { toggleCaptions, useCaptionsShown } from "./use-captions";
import "./words";

export function CaptionsButton() {
  const { t } = useTranslation("captions");
  const on = useCaptionsShown();
  // Not C alone: that begins a note on a take.
  useShortcut({
    id: "player.captions",
    label: t("toggle"),
    group: t("player:title"),
    keys: "shift+c",
    run: toggleCaptions,
  });
  return (
    <IconButton
      label={t(on ? "hide" : "show")}
      command="player.captions"
      icon={on ? <Captions size={16} /> : <CaptionsOff size={16} />}
      onPress={toggleCaptions}
    />
  );
}
