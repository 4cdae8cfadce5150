/** A clip below a player, as a picture to press: the one that plays is outlined, one that is out of date has a corner. */
import type { CutClip } from "../api/cut";
import { classes } from "../lib/classes";

interface ClipPictureProps {
  clip: Pick<CutClip, "poster" | "out_of_date">;
  playing: boolean;
  label: string;
  /** What stands for a picture that is not there. */
  missing: string;
  onGo: () => void;
}

export function ClipPicture({ clip, playing, label, missing, onGo }: ClipPictureProps) {
  return (
    <button
      type="button"
      aria-current={playing ? "true" : undefined}
      aria-label={clip.poster ? label : `${label}: ${missing}`}
      onClick={onGo}
      className={classes(
        "relative flex aspect-video w-full items-center justify-center overflow-hidden rounded-sm bg-picture",
        playing ? "outline-2 outline-accent" : "outline outline-line",
      )}
    >
      {clip.poster ? (
        <img src={clip.poster} alt="" loading="lazy" draggable={false} className="size-full object-cover" />
      ) : (
        <span className="text-label text-muted">{missing}</span>
      )}
      {clip.out_of_date && <span aria-hidden className="stale-corner absolute top-0 right-0 size-3" />}
    </button>
  );
}
