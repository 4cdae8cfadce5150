/** The picture: two stacked video elements, the poster before and without a video, slate, burn-in, and what to do when it fails. */
import type { ReactNode, RefObject } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../lib/classes";
import { useAfter } from "../lib/use-after";
import { Button } from "../ui/button";
import type { PlayerClip } from "./player";
import type { ReelState } from "./reel";

interface PictureProps {
  videos: readonly [RefObject<HTMLVideoElement | null>, RefObject<HTMLVideoElement | null>];
  clip: PlayerClip;
  state: ReelState;
  burnIn: string | null;
  /** Where captions stand below. */
  burnInOnTop: boolean;
  onPress: () => void;
  onRetry: () => void;
  /** What lies over it. */
  children?: ReactNode;
}

export function Picture({ videos, clip, state, burnIn, burnInOnTop, onPress, onRetry, children }: PictureProps) {
  const { t } = useTranslation("player");
  const waiting = state.front !== null && state.frame === null && !state.failed;
  const late = useAfter(waiting, 400);
  return (
    <div
      className="relative min-h-24 flex-1 portrait:max-md:min-h-[52vw] overflow-hidden bg-picture"
      onClick={onPress}
      role="presentation"
    >
      {videos.map((video, index) => (
        <video
          key={index}
          ref={video}
          muted
          playsInline
          preload="auto"
          tabIndex={-1}
          aria-hidden
          className={classes(
            "absolute inset-0 size-full object-contain",
            state.front === index && state.frame !== null ? "opacity-100" : "opacity-0",
          )}
        />
      ))}
      {(waiting || state.front === null) && clip.poster && (
        <img src={clip.poster} alt={waiting ? "" : clip.title} className="absolute inset-0 size-full object-contain" />
      )}
      {late && (
        <p role="status" className="absolute top-3 left-3 rounded-md bg-picture-edge px-2 py-1 text-body text-muted">
          {t("loading")}
        </p>
      )}
      {state.front === null && (
        <div className="absolute inset-0 flex items-center justify-center p-8">
          {clip.slate ?? (clip.poster === null && <p className="text-form text-muted">{t("no-video")}</p>)}
        </div>
      )}
      {children}
      {state.failed && (
        <div
          role="alert"
          className="absolute inset-0 flex flex-col items-center justify-center gap-2 bg-picture/80 p-6 text-center"
        >
          <p className="text-form font-semibold">{t("failed.title")}</p>
          <p className="max-w-md text-body text-muted">{t("failed.text")}</p>
          <Button size="small" onPress={onRetry}>
            {t("common:retry")}
          </Button>
        </div>
      )}
      {burnIn && (
        <p
          className={classes(
            "numbers pointer-events-none absolute inset-x-0 mx-auto w-fit rounded-sm bg-black/70 px-2 py-0.5 text-body whitespace-pre text-text",
            burnInOnTop ? "top-3" : "bottom-3",
          )}
        >
          {burnIn}
        </p>
      )}
    </div>
  );
}
