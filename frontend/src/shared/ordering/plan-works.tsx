/** Under the reason of a stage: which model makes it, how large and how long, and what of that was asked otherwise. */
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { toldOf, type Snap, type Work } from "./works";
import "./words";

const SHOWN = 4;

export function PlanWorks({ works }: { works: readonly Work[] }) {
  const { t } = useTranslation("ordering");
  if (works.length === 0) return null;
  const { models, makes, bent, notes } = toldOf(works);
  const [only] = makes;
  const said = [...bent.map(bend), ...notes];
  return (
    <ul className="text-label">
      <li>
        {t("work.by")}{" "}
        {models.map(({ id, name }, index) => (
          <span key={id}>
            {index > 0 && ", "}
            <Link to={`/models/${id}` as "/productions"} dir="auto" className="text-accent hover:underline">
              {name}
            </Link>
          </span>
        ))}
        {makes.length === 1 && only && (
          <>
            {": "}
            {only.width} × {only.height}, {t("work.frames", { count: only.frames })},{" "}
            {t("work.steps", { count: only.steps })}
          </>
        )}
      </li>
      {said.slice(0, SHOWN).map((text) => (
        <li key={text}>{text}</li>
      ))}
      {said.length > SHOWN && <li>{t("work.more", { count: said.length - SHOWN })}</li>}
    </ul>
  );

  function bend({ of, asked, made, why }: Snap): string {
    const from =
      of === "frames" || of === "steps" ? t(`work.${of}`, { count: Number(asked) }) : asked.replace("x", " × ");
    return t("work.bent", { from, to: made.replace("x", " × "), why });
  }
}
