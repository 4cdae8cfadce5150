/** The picture of a shot of the character sheet on neutral grey; without one, what is missing, in words. */
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import type { Appearance } from "./sheet-queries";

export function SheetPicture({ shot, className = "" }: { shot: Appearance; className?: string }) {
  const { t } = useTranslation("references");
  const [broken, setBroken] = useState<string | null>(null);
  const shown = shot.poster !== null && shot.poster !== broken;
  return (
    <span
      className={classes(
        "relative flex aspect-video w-full items-center justify-center overflow-hidden",
        shown ? "bg-picture" : "bg-raised",
        className,
      )}
    >
      {shown ? (
        <img
          src={shot.poster ?? ""}
          alt=""
          decoding="async"
          draggable={false}
          onError={() => setBroken(shot.poster)}
          className="size-full object-contain"
        />
      ) : (
        <span className="px-2 text-center text-label text-muted">{missing(shot, t)}</span>
      )}
      {shot.out_of_date && <span aria-hidden className="stale-corner absolute top-0 right-0 size-3" />}
    </span>
  );
}

export function missing(shot: Appearance, t: TFunction<"references">): string {
  if (shot.lacks === null) return t("sheet.lacks.broken");
  if (shot.lacks !== "take") return t(`sheet.lacks.${shot.lacks}`, { number: shot.take?.number });
  return t(`sheet.lacks.take-${shot.work ?? "none"}`);
}
