/** Around every screen of a production: follows its log; in the past, frames all in amber and shows what knows the past. */
import { Link, Outlet, useMatches } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useClosed } from "../../shared/api/productions";
import type { Problem } from "../../shared/api/problem";
import { useShortcut } from "../../shared/keys/registry";
import { useLiveProduction } from "../../shared/live/use-live-production";
import { UndoKey } from "../../features/history/undo-key";
import { FROM_ZERO, NumberedFrom } from "../../shared/player/numbering";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { EmptyState } from "../../shared/ui/empty-state";
import { Button } from "../../shared/ui/button";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { useReturnToNow } from "./use-return-to-now";

export function ProductionFrame() {
  const { id, past, production } = useProduction();
  useLiveProduction(id);
  const knowsPast = useMatches().some((match) => match.staticData.past === true);
  const { problem } = useClosed(id);
  if (problem) return <Closed problem={problem} />;
  return (
    <NumberedFrom value={production?.numbering ?? FROM_ZERO}>
      {past && !knowsPast ? <OnlyNow /> : <Outlet />}
      {past ? <Past /> : <UndoKey />}
    </NumberedFrom>
  );
}

/** Said once, in the place of every screen that would say it again. */
function Closed({ problem }: { problem: Problem }) {
  const { t } = useTranslation("shell");
  useBreadcrumb({ label: t("closed") });
  return (
    <div className="p-2">
      <h1 className="sr-only">{t("closed")}</h1>
      <ProblemNotice error={problem} />
      <p className="mt-4 text-center text-form">
        <Link to="/productions" className="text-accent underline">
          {t("not-found.action")}
        </Link>
      </p>
    </div>
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
  useShortcut({
    id: "return-to-now",
    label: t("live.return"),
    group: t("common:groups.page"),
    keys: "escape escape",
    run: useReturnToNow(),
  });
  return <div aria-hidden className="pointer-events-none fixed inset-0 z-40 border-2 border-in-review" />;
}
