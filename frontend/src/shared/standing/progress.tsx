/** How far a production is: a bar of its shots by state of review, and the same in words. */
import { useTranslation } from "react-i18next";
import { classes } from "../lib/classes";
import { secondsText } from "../ui/figures";
import { lookOf } from "../ui/status";
import { useStateLabel } from "../ui/status-glyph";
import { countOf, inOrder, type Standing } from "./query";
import "./words";

export function Progress({ standing }: { standing: Standing }) {
  const { t } = useTranslation("standing");
  const { shots } = standing;
  const [approved, made] = [countOf(standing, "approved"), shots - countOf(standing, "empty")];
  if (shots === 0) return <p className="text-body text-muted">{t("none")}</p>;
  return (
    <div className="flex flex-col gap-1.5">
      <Bar standing={standing} />
      <p className="flex flex-wrap gap-x-2 text-body text-muted">
        <span>{approved > 0 ? t("approved", { approved, shots }) : t("made", { made, shots })}</span>
        <span className="whitespace-nowrap">{t("length", { length: secondsText(standing.seconds) })}</span>
      </p>
    </div>
  );
}

function Bar({ standing }: { standing: Standing }) {
  const { t } = useTranslation("standing");
  const label = useStateLabel();
  const parts = inOrder(standing);
  const states = parts.map(({ state, shots }) => t("count", { count: shots, state: label(state) })).join(", ");
  return (
    <div
      role="img"
      aria-label={t("bar", { states })}
      title={states}
      className="flex h-1.5 gap-px overflow-hidden rounded-sm"
    >
      {parts.map(({ state, shots }) => (
        <span
          key={state}
          style={{ flexGrow: shots }}
          className={classes("min-w-0.5 bg-current", state === "empty" ? "text-line" : lookOf(state).text)}
        />
      ))}
    </div>
  );
}
