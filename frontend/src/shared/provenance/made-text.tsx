/** How models would make what a plan lists: version, size, frames and steps, and whatever differs from what was asked for. */
import { useTranslation } from "react-i18next";
import type { components } from "../api/schema";

type PlanWork = components["schemas"]["PlanWork"];
const MOST = 3;

export function MadeText({ made }: { made: readonly PlanWork[] }) {
  const { t } = useTranslation("provenance");
  return (
    <>
      {made.slice(0, MOST).map((work) => (
        <ul key={JSON.stringify(work)} className="numbers">
          <li>{t(work.frames > 1 ? "made.clip" : "made.picture", { ...work })}</li>
          {bent(work).map((snap) => (
            <li key={snap.of}>{t("made.snap", { ...snap })}</li>
          ))}
          {work.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ))}
      {made.length > MOST && <p>{t("made.more", { count: made.length - MOST })}</p>}
    </>
  );
}

function bent({ snaps }: PlanWork): PlanWork["snaps"] {
  return snaps.filter(({ asked, made }) => asked !== "" && asked !== made);
}
