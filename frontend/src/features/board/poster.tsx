/** The picture of a take in use, on neutral grey; without one, the same room in the colour of the page, with words. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import type { Row } from "./rows";

export function Poster({ row, className = "", quiet = false }: { row: Row; className?: string; quiet?: boolean }) {
  const { t } = useTranslation("board");
  const [broken, setBroken] = useState<string | null>(null);
  const shown = row.poster !== null && row.poster !== broken;
  return (
    <span
      className={classes(
        "relative flex aspect-video shrink-0 items-center justify-center overflow-hidden",
        shown ? "bg-picture" : "bg-raised",
        className,
      )}
    >
      {shown ? (
        <img
          src={row.poster ?? ""}
          alt=""
          decoding="async"
          draggable={false}
          onError={() => setBroken(row.poster)}
          className="size-full object-contain"
        />
      ) : (
        <span className="text-label text-muted">{quiet ? "" : t("no-picture")}</span>
      )}
      {row.stale && <span aria-hidden className="stale-corner absolute top-0 right-0 size-3" />}
    </span>
  );
}
