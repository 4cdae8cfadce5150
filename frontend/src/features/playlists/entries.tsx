/** The takes of a playlist in their order: go to one, move it, take it out, keep its take or follow the one in use. */
import { ArrowLeft, ArrowRight, Pin, PinOff, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import { ClipPicture } from "../../shared/player/clip-picture";
import { entriesOf, moved, type Entry, type PlaylistClip } from "../../shared/playlists/calls";
import { IconButton } from "../../shared/ui/button";
import { StatusGlyph } from "../../shared/ui/status-glyph";

interface EntriesProps {
  clips: readonly PlaylistClip[];
  playing: number;
  /** Nobody arranges what is closed, or may not. */
  fixed: boolean;
  onGo: (clip: PlaylistClip) => void;
  onArrange: (entries: Entry[]) => void;
}

export function Entries({ clips, playing, fixed, onGo, onArrange }: EntriesProps) {
  const { t } = useTranslation("playlists");
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.children[playing]?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [playing]);
  const entries = entriesOf(clips);
  const [held, setHeld] = useState<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const drop = () => {
    if (held !== null && over !== null && held !== over) onArrange(moved(entries, held, over));
    setHeld(null);
    setOver(null);
  };
  const named = (index: number, take: string | null) =>
    onArrange(entries.map((each, at) => (at === index ? { ...each, take } : each)));
  return (
    <ol
      ref={list}
      aria-label={t("entries")}
      className="flex shrink-0 gap-1 overflow-x-auto border-t border-line bg-panel p-2"
    >
      {clips.map((clip, index) => (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- buttons and keys do the same
        <li
          key={`${clip.shot} ${clip.frozen ? clip.take?.id : ""}`}
          draggable={!fixed}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = "move";
            event.dataTransfer.setData("text/plain", clip.code);
            setHeld(index);
          }}
          onDragOver={(event) => {
            if (held === null) return;
            event.preventDefault();
            setOver(index);
          }}
          onDrop={(event) => {
            event.preventDefault();
            drop();
          }}
          onDragEnd={() => {
            setHeld(null);
            setOver(null);
          }}
          className={classes(
            "w-36 shrink-0 rounded-sm",
            held === index && "opacity-50",
            over === index && held !== null && held !== index && "outline-2 outline-offset-2 outline-accent",
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
            <span className="numbers min-w-0 flex-1 truncate">{clip.code}</span>
            <span className="numbers text-muted">{clip.take ? `v${clip.take.number}` : ""}</span>
          </p>
          <p className="text-label text-muted">{t(clip.gone ? "gone" : clip.frozen ? "named" : "follows")}</p>
          {!fixed && (
            <div className="flex">
              <IconButton
                label={t("earlier", { code: clip.code })}
                icon={<ArrowLeft size={14} />}
                isDisabled={index === 0}
                onPress={() => onArrange(moved(entries, index, index - 1))}
              />
              <IconButton
                label={t("later", { code: clip.code })}
                icon={<ArrowRight size={14} />}
                isDisabled={index === clips.length - 1}
                onPress={() => onArrange(moved(entries, index, index + 1))}
              />
              <IconButton
                label={t(clip.frozen ? "follow-one" : "freeze-one", { code: clip.code })}
                icon={clip.frozen ? <PinOff size={14} /> : <Pin size={14} />}
                isDisabled={!clip.take || clip.gone}
                onPress={() => named(index, clip.frozen ? null : (clip.take?.id ?? null))}
              />
              <IconButton
                label={t("out", { code: clip.code })}
                icon={<X size={14} />}
                onPress={() => onArrange(entries.filter((_, at) => at !== index))}
              />
            </div>
          )}
        </li>
      ))}
    </ol>
  );
}
