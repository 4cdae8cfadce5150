/** Whether the log is what it was: the verdict, by the server and by this browser; checkpoints and exports. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { useBreadcrumb } from "../../shared/ui/breadcrumb";
import { QueryView } from "../../shared/ui/query-view";
import { BrowserPanel } from "./browser-panel";
import { CheckpointPanel } from "./checkpoint-panel";
import { CheckpointsPanel } from "./checkpoints-panel";
import { ExportsPanel } from "./exports-panel";
import { Hero } from "./hero";
import { checkpointQuery, verificationQuery } from "./queries";
import { ServerPanel } from "./server-panel";
import { useBrowserCheck } from "./use-browser-check";
import "./words";

export function VerificationPage() {
  const { t } = useTranslation("verification");
  const { id, may } = useProduction();
  const checkpoint = useQuery(checkpointQuery(id));
  const server = useQuery({ ...verificationQuery(id), enabled: may("verify").allowed });
  const check = useBrowserCheck(id);
  useBreadcrumb({ label: t("title") });
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-4 p-6">
      <h1 className="text-display font-semibold">{t("title")}</h1>
      <Hero checkpoint={checkpoint.data} server={server.data ?? null} browser={check.found} />
      <QueryView query={checkpoint}>
        {(newest) => (
          <>
            <div className="grid items-start gap-4 lg:grid-cols-2">
              <ServerPanel last={server.data ?? null} />
              <BrowserPanel checkpoint={newest} check={check} />
            </div>
            <CheckpointPanel checkpoint={newest} />
          </>
        )}
      </QueryView>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <ExportsPanel />
        <CheckpointsPanel />
      </div>
    </div>
  );
}
