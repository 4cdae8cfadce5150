/** The shots of the film side by side below the player; the one that plays is kept in sight. */
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import { ClipPicture } from "../../shared/player/clip-picture";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import type { CutClip } from "../../shared/api/cut";
import { sceneOf } from "./film-clips";

export function Filmstrip({
  clips,
  playing,
  onGo,
}: {
  clips: readonly CutClip[];
  playing: number;
  onGo: (clip: CutClip) => void;
}) {
  const { t } = useTranslation("film");
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[playing]?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [playing]);
  return (
    <ul
      ref={list}
      aria-label={t("shots")}
      className="flex shrink-0 gap-1 overflow-x-auto border-t border-line bg-panel p-2"
    >
      {clips.map((clip, index) => (
        <li
          key={clip.shot}
          className={classes(
            "shrink-0",
            clips[index - 1]?.scene !== clip.scene && index > 0 ? "ml-2 w-[121px] border-l border-strong pl-2" : "w-28",
          )}
        >
          <ClipPicture
            clip={clip}
            playing={index === playing}
            label={t("go", { code: clip.code })}
            missing={t("no-take")}
            onGo={() => onGo(clip)}
          />
          <p className="mt-1 flex items-center gap-1 text-label">
            <StatusGlyph state={clip.state ?? "empty"} stale={clip.out_of_date} compact />
            <span className="numbers truncate text-muted">
              {clip.code.slice(sceneOf(clip).length + 1) || clip.code}
            </span>
            {clips[index - 1]?.scene !== clip.scene && <span className="numbers">{sceneOf(clip)}</span>}
          </p>
        </li>
      ))}
    </ul>
  );
}
