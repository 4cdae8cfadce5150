/** What can be set of a stage, each with its value and the way to where it is set, and what became of its work. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { parametersQuery, type Parameter } from "../../shared/api/parameters";
import { chosenOf } from "../../shared/parameters/models";
import { ParameterValue } from "../../shared/parameters/parameter-value";
import { useProduction } from "../../shared/routing/use-production";
import type { Kind, Stage } from "./graph";
import { ModelValue } from "./model-value";
import { StageWork } from "./stage-work";

interface StageSettingsProps {
  stage: Stage;
  kind: Kind | undefined;
  published: boolean;
}

export function StageSettings({ stage, kind, published }: StageSettingsProps) {
  const { t } = useTranslation("pipeline");
  const { id } = useProduction();
  const settings = useQuery({ ...parametersQuery(id, { level: "production", id }), enabled: published }).data?.results;
  const parameters = Object.entries(kind?.parameters ?? {});
  return (
    <>
      <section aria-label={t("settings.title")} className="flex flex-col gap-1 border-t border-line pt-2">
        <h4 className="text-label font-medium text-muted">{t("settings.title")}</h4>
        {parameters.length === 0 && <p className="text-body text-muted">{t("settings.none")}</p>}
        <ul className="flex flex-col gap-1 text-body">
          {parameters.map(([name, { label, help }]) => {
            const full = `${stage.id}.${name}`;
            const set = settings?.find((each) => each.name === full);
            return (
              <li key={name} title={help} className="flex flex-wrap gap-x-2">
                {published ? (
                  <Link
                    to="/p/$production/parameters"
                    params={{ production: id }}
                    search={{ parameter: full }}
                    className="text-accent underline"
                  >
                    {label}
                  </Link>
                ) : (
                  label
                )}
                {set && <Value set={set} />}
              </li>
            );
          })}
        </ul>
        {!published && parameters.length > 0 && <p className="text-label text-muted">{t("settings.later")}</p>}
      </section>
      {published && <StageWork stage={stage.id} />}
    </>
  );
}

function Value({ set }: { set: Parameter }) {
  const model = chosenOf(set.value);
  if (model) return <ModelValue chosen={model} />;
  return <ParameterValue parameter={set} value={set.value} className={set.set_here ? "" : "text-muted"} />;
}
