/** Around every screen of a production: follows its log; in the past, frames all in amber and shows what knows the past. */
import { Outlet, useMatches } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { useLiveProduction } from "../../shared/live/use-live-production";
import { useProduction } from "../../shared/routing/use-production";
import { EmptyState } from "../../shared/ui/empty-state";
import { Button } from "../../shared/ui/button";
import { useReturnToNow } from "./use-return-to-now";

export function ProductionFrame() {
  const { id, past } = useProduction();
  useLiveProduction(id);
  const knowsPast = useMatches().some((match) => match.staticData.past === true);
  return (
    <>
      {past && !knowsPast ? <OnlyNow /> : <Outlet />}
      {past && <Past />}
    </>
  );
}

/** A screen that cannot show the past never shows the present in its place. */
function OnlyNow() {
  const { t } = useTranslation("shell");
  const back = useReturnToNow();
  return (
    <EmptyState whole title={t("only-now.title")} action={<Button onPress={back}>{t("live.return")}</Button>}>
      {t("only-now.text")}
    </EmptyState>
  );
}

function Past() {
  const { t } = useTranslation("shell");
  useShortcut({ id: "return-to-now", label: t("live.return"), group: t("common:groups.page"), keys: "escape escape", run: useReturnToNow() });
  return <div aria-hidden className="pointer-events-none fixed inset-0 z-40 border-2 border-in-review" />;
}
