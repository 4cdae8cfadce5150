/** The frame of the page: rail, top bar, content, inspector, jobs strip. */
import { useQuery } from "@tanstack/react-query";
import { Outlet, useParams, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useClosed } from "../../shared/api/productions";
import { sessionQuery } from "../../shared/api/session";
import { press } from "../../shared/keys/registry";
import { classes } from "../../shared/lib/classes";
import { useInspector } from "../../shared/ui/inspector";
import { Toasts } from "../../shared/ui/toast";
import { JobsStrip } from "./jobs-strip";
import { Overlays } from "./lazy-overlays";
import { Rail } from "./rail";
import { ShellCommands } from "./shell-commands";
import { TopBar } from "./top-bar";

export function Shell() {
  const { t } = useTranslation("shell");
  const { production: asked } = useParams({ strict: false });
  const { problem, everOpen } = useClosed(asked);
  // Around a production that was never open to the reader the page looks as it does around none.
  const production = problem && !everOpen ? undefined : asked;
  const { open, users } = useInspector();
  const showInspector = open && users > 0;
  useSignedIn();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => void press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return (
    <div className="grid h-full grid-cols-[auto_minmax(0,1fr)_auto] grid-rows-[40px_minmax(0,1fr)_auto]">
      <a href="#content" className="sr-only z-50 bg-raised p-2 focus:not-sr-only focus:fixed focus:top-1 focus:left-1">
        {t("skip")}
      </a>
      <Rail production={production} />
      <TopBar production={production} />
      <main
        id="content"
        tabIndex={-1}
        className="col-start-2 row-start-2 flex min-h-0 min-w-0 flex-col overflow-auto outline-none"
      >
        <Outlet />
      </main>
      <aside
        aria-label={t("inspector.toggle")}
        hidden={!showInspector}
        ref={setSlot}
        className={classes(
          "col-start-3 row-start-2 w-[360px] max-[1100px]:w-[300px] max-md:fixed max-md:inset-y-10 max-md:right-0 max-md:z-20 max-md:shadow-2xl min-h-0 flex-col border-l border-line bg-panel",
          showInspector && "flex",
        )}
      />
      {production && <JobsStrip production={production} />}
      <ShellCommands production={production} />
      <Overlays />
      <Toasts />
    </div>
  );
}

function setSlot(slot: HTMLElement | null): void {
  useInspector.setState({ slot });
}

/** When the session ends elsewhere, the routes ask again and lead to signing in. */
function useSignedIn(): void {
  const router = useRouter();
  const { data } = useQuery(sessionQuery);
  const gone = data?.person === null;
  useEffect(() => {
    if (gone) void router.invalidate();
  }, [gone, router]);
}
