/** Scenes and their shots beside the text; the shot that the cursor is on is marked. */
import { ArrowUpRight } from "lucide-react";
import { Link } from "@tanstack/react-router";
import { memo, useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import type { components } from "../../shared/api/schema";

type Scene = components["schemas"]["Scene"];
type Shot = components["schemas"]["Shot"];

export interface OutlineProps {
  production: string;
  scenes: readonly Scene[];
  shots: readonly Shot[];
  here: string | null;
  onShot: (shot: string) => void;
}

/** A film has a thousand shots: what is typed beside them draws none of them anew. */
export const Outline = memo(function Outline({ production, scenes, shots, here, onShot }: OutlineProps) {
  const { t } = useTranslation("script");
  const byScene = useMemo(() => shotsByScene(shots), [shots]);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (here) box.current?.querySelector(`[data-shot="${here}"]`)?.scrollIntoView({ block: "nearest" });
  }, [here]);
  return (
    <nav
      ref={box}
      aria-label={t("outline")}
      className="w-60 shrink-0 overflow-auto border-r border-line bg-panel py-2 max-[1100px]:w-48"
    >
      {scenes.map((scene) => {
        const mine = byScene.get(scene.id) ?? [];
        return (
          <section key={scene.id} className="mb-2">
            <h2 className="flex gap-2 px-3 py-1 text-label font-semibold">
              <span className="numbers">{scene.code}</span>
              <span dir="auto" title={scene.heading.text} className="truncate font-medium text-muted">
                {scene.heading.text}
              </span>
            </h2>
            <ul>
              {mine.map((shot) => (
                <Row key={shot.id} production={production} shot={shot} isHere={here === shot.id} onShot={onShot} />
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
});

interface RowProps {
  production: string;
  shot: Shot;
  isHere: boolean;
  onShot: (shot: string) => void;
}

const Row = memo(function Row({ production, shot, isHere, onShot }: RowProps) {
  const { t } = useTranslation("script");
  return (
    <li
      data-shot={shot.id}
      className={classes(
        "group flex items-center border-l-2 pr-1",
        isHere ? "border-accent bg-raised" : "border-transparent hover:bg-raised",
      )}
    >
      <button
        type="button"
        onClick={() => onShot(shot.id)}
        aria-current={isHere ? "location" : undefined}
        className="flex min-h-6 min-w-0 flex-1 items-center gap-2 pl-3 text-left text-body"
      >
        <span className="numbers shrink-0">{shot.code.replace(/^.*_/, "")}</span>
        <span dir="auto" className="truncate text-muted">
          {shot.description || shot.text}
        </span>
      </button>
      <Link
        to={`/p/${production}/shots/${shot.id}` as "/productions"}
        preload={false}
        aria-label={t("open-shot", { code: shot.code })}
        title={t("open-shot", { code: shot.code })}
        className="flex size-6 shrink-0 items-center justify-center rounded-sm text-muted opacity-0 group-hover:opacity-100 hover:text-text focus-visible:opacity-100"
      >
        <ArrowUpRight size={14} aria-hidden />
      </Link>
    </li>
  );
});

function shotsByScene(shots: readonly Shot[]): Map<string | null, Shot[]> {
  const found = new Map<string | null, Shot[]>();
  for (const shot of shots) found.set(shot.scene, [...(found.get(shot.scene) ?? []), shot]);
  return found;
}
