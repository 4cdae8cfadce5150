/** What is asked to be made from the board: the selection, a scene, all that is not up to date, or variations. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import "../../shared/ordering/words";
import { useProduction } from "../../shared/routing/use-production";
import { toast } from "../../shared/ui/toast";
import { planQuery } from "./queries";
import type { Row } from "./rows";

interface Ordering {
  shots: readonly string[];
  title?: string;
}

const WORKING = new Set(["run", "may-run", "reused"]);

export function useOrdering(rows: readonly Row[], chosen: readonly string[], cursor: string | null) {
  const { t } = useTranslation("board");
  const { id, may } = useProduction();
  const queries = useQueryClient();
  const [ordering, setOrdering] = useState<Ordering | null>(null);
  const [varying, setVarying] = useState<readonly string[] | null>(null);
  const wanted = chosen.length > 0 ? chosen : cursor ? [cursor] : [];
  const here = rows.find((row) => row.id === cursor);
  const generate = () => wanted.length > 0 && setOrdering({ shots: wanted });
  const vary = () => wanted.length > 0 && setVarying(wanted);
  const scene = (of: string) => {
    const mine = rows.filter((row) => row.scene === of);
    setOrdering({ shots: mine.map((row) => row.id), title: t("sheet.scene", { code: mine[0]?.sceneCode ?? "" }) });
  };
  const stale = () =>
    void queries.fetchQuery(planQuery(id)).then(
      ({ stages }) => {
        const shots = [...new Set(stages.filter((line) => WORKING.has(line.verdict)).map((line) => line.shot))];
        if (shots.length > 0) setOrdering({ shots, title: t("sheet.stale", { count: shots.length }) });
        else toast(t("ordering:plan.nothing"));
      },
      () => toast(t("plan-unknown")),
    );
  const close = () => {
    setOrdering(null);
    setVarying(null);
  };
  const group = t("title");
  const { allowed } = may("generate");
  useShortcut({ id: "board.stale", label: t("generate-stale"), group, keys: "shift+a", enabled: allowed, run: stale });
  useShortcut({
    id: "board.scene",
    label: t("generate-scene"),
    group,
    keys: "shift+s",
    enabled: allowed && here !== undefined,
    run: () => here && scene(here.scene),
  });
  useShortcut({ id: "board.vary", label: t("vary"), group, keys: "shift+r", enabled: allowed, run: vary });
  return { ordering, varying, generate, vary, scene, stale, close };
}
