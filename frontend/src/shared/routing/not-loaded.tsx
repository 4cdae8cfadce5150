/** A part of the page did not come: the server is not reached, or it has a newer page and that part is gone. */
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { drafts } from "../drafts/drafts";
import { Button } from "../ui/button";

/** How long a lost server is left alone before it is asked for again. */
const SECONDS = 2;
const RELOADED = "continuity.reloaded";

export function NotLoaded({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation();
  const [old, setOld] = useState(false);
  const retry = useRef(onRetry);
  useEffect(() => {
    retry.current = onRetry;
  });
  useEffect(() => {
    let [lost, gone] = [false, false];
    const look = async () => {
      const answers = await reached();
      if (gone) return;
      if (!answers) lost = true;
      else if (lost) retry.current();
      else if (!reloads()) setOld(true);
    };
    void look();
    const looking = setInterval(() => lost && void look(), SECONDS * 1000);
    return () => {
      gone = true;
      clearInterval(looking);
    };
  }, []);
  return (
    <div
      role="alert"
      className="mx-auto mt-12 flex w-full max-w-lg flex-col gap-2 rounded-md border border-line border-l-2 border-l-failed bg-panel p-3"
    >
      <h1 className="text-form font-semibold">
        <span aria-hidden className="mr-1.5 text-failed">
          ✕
        </span>
        {t("not-loaded.title")}
      </h1>
      <p className="text-form">{t(old ? "not-loaded.old" : "not-loaded.offline")}</p>
      <p className="text-body text-muted">{t("not-loaded.safe")}</p>
      <div className="flex flex-wrap gap-2">
        <Button size="small" kind={old ? "plain" : "primary"} onPress={onRetry}>
          {t("retry")}
        </Button>
        {old && (
          <Button size="small" kind="primary" onPress={() => location.reload()}>
            {t("not-loaded.reload")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Whether the server answers, past every cache. */
function reached(): Promise<boolean> {
  return fetch(location.pathname, { method: "HEAD", cache: "no-store" }).then(
    (reply) => reply.ok,
    () => false,
  );
}

/** Load the newer page, once for an address and never while there is something that is not saved. */
function reloads(): boolean {
  if (drafts.holds || sessionStorage.getItem(RELOADED) === location.href) return false;
  sessionStorage.setItem(RELOADED, location.href);
  location.reload();
  return true;
}
