/** What can be set of a stage, each with the way to where it is set, and what was spent on it. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { Money, Seconds } from "../../shared/ui/figures";
import type { Kind, Stage } from "./graph";
import { spentQuery } from "./queries";

interface StageSettingsProps {
  stage: Stage;
  kind: Kind | undefined;
  published: boolean;
}

export function StageSettings({ stage, kind, published }: StageSettingsProps) {
  const { t } = useTranslation("pipeline");
  const { id } = useProduction();
  const parameters = Object.entries(kind?.parameters ?? {});
  return (
    <section aria-label={t("settings.title")} className="flex flex-col gap-1 border-t border-line pt-2">
      <h4 className="text-label font-medium text-muted">{t("settings.title")}</h4>
      {parameters.length === 0 && <p className="text-body text-muted">{t("settings.none")}</p>}
      <ul className="flex flex-wrap gap-x-3 text-body">
        {parameters.map(([name, { label }]) => (
          <li key={name}>
            {published ? (
              <Link
                to="/p/$production/parameters"
                params={{ production: id }}
                search={{ parameter: `${stage.id}.${name}` }}
                className="text-accent underline"
              >
                {label}
              </Link>
            ) : (
              label
            )}
          </li>
        ))}
      </ul>
      {!published && parameters.length > 0 && <p className="text-label text-muted">{t("settings.later")}</p>}
      {published && <SpentOn stage={stage.id} />}
    </section>
  );
}

/** Who sees no costs is told nothing of them. */
function SpentOn({ stage }: { stage: string }) {
  const { t } = useTranslation("pipeline");
  const { id, may } = useProduction();
  const { data } = useQuery({ ...spentQuery(id), enabled: may("see_costs").allowed });
  if (!data) return null;
  const share = data.stages.find(({ of }) => of === stage);
  return (
    <p className="flex flex-wrap gap-x-2 text-body text-muted">
      {share ? (
        <>
          {t("settings.spent", { count: share.stages })} <Seconds value={share.seconds} /> <Money value={share.spent} />
        </>
      ) : (
        t("settings.unspent")
      )}
    </p>
  );
}
