/** The model that a stage's parameter names, linked to its own entry; of one that is withdrawn, why. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { modelsQuery, type Chosen } from "../../shared/parameters/models";
import { useValueText } from "../../shared/parameters/use-value-text";

export function ModelValue({ chosen }: { chosen: Chosen }) {
  const { t } = useTranslation("pipeline");
  const text = useValueText([chosen]);
  const withdrawn = useQuery(modelsQuery).data?.find(({ id }) => id === chosen.id)?.withdrawn;
  return (
    <>
      <Link to={`/models/${chosen.id}` as "/productions"} dir="auto" className="break-words text-accent underline">
        {text(chosen)}
      </Link>
      {typeof withdrawn === "string" && (
        <span dir="auto" className="basis-full break-words">
          <span aria-hidden className="mr-1.5 text-failed">
            ✕
          </span>
          {t("settings.withdrawn", { reason: withdrawn })}
        </span>
      )}
    </>
  );
}
