/** The scenes of the film beside each other, and over which of them each change of a look holds. */
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import { Scrolling } from "../../shared/ui/scrolling";
import type { LookPart, Looks, SceneOfLooks } from "./looks-queries";

interface FilmStripProps {
  looks: Looks;
  /** The change whose form is open. */
  open: string | undefined;
  onOpen: (look: string) => void;
}

export function FilmStrip({ looks, open, onOpen }: FilmStripProps) {
  const { t } = useTranslation("references");
  return (
    <Scrolling aria-label={t("film.strip")} className="rounded-md border border-line">
      <table className="border-separate border-spacing-0 text-label">
        <caption className="sr-only">{t("film.strip")}</caption>
        <thead>
          <tr>
            <th scope="col" className="sticky left-0 z-10 bg-panel px-2 py-1 text-left font-medium text-muted">
              {t("film.change")}
            </th>
            {looks.scenes.map((scene) => (
              <th
                key={scene.id}
                scope="col"
                title={scene.heading}
                className={classes(
                  "numbers border-l border-line px-1 py-1 font-medium",
                  scene.cast > 0 ? "text-text" : "text-idle",
                )}
              >
                {scene.number || scene.code.replace(/^SC0*/, "")}
                <span className="sr-only"> {scene.heading}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {looks.parts.map((part) => (
            <tr key={part.id} className={part.id === open ? "bg-raised" : undefined}>
              <th scope="row" className="sticky left-0 z-10 max-w-44 bg-panel px-2 py-1 text-left font-normal">
                <button
                  type="button"
                  dir="auto"
                  onClick={() => onOpen(part.id)}
                  className="max-w-full truncate text-form underline decoration-strong underline-offset-2 hover:decoration-current"
                >
                  {part.label}
                </button>
              </th>
              {looks.scenes.map((scene) => (
                <Cell key={scene.id} part={part} scene={scene} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

/** Filled where it holds in the whole scene, half where in some shots, outlined where nobody there casts the reference. */
function Cell({ part, scene }: { part: LookPart; scene: SceneOfLooks }) {
  const { t } = useTranslation("references");
  const holds = part.holds.find((each) => each.scene === scene.id);
  const whole = holds?.shots === scene.shots;
  return (
    <td className="h-7 min-w-8 border-t border-l border-line p-0">
      {holds && (
        <span className={classes("mx-px block h-3 rounded-sm", whole ? "" : "w-1/2", FILL[holds.cast > 0 ? 1 : 0])}>
          <span className="sr-only">
            {t(whole ? "film.whole" : "film.some", { count: holds.shots, cast: holds.cast })}
          </span>
        </span>
      )}
    </td>
  );
}

const FILL = ["border border-accent", "bg-accent"];
