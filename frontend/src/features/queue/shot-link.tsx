/** A shot by its code, linked to its page. */
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";

export function ShotLink({ shot, code }: { shot: string; code: string }) {
  const { t } = useTranslation("queue");
  const { id } = useProduction();
  return (
    <Link to={`/p/${id}/shots/${shot}` as "/productions"} className="numbers text-accent hover:underline">
      {code || t("shot")}
    </Link>
  );
}
