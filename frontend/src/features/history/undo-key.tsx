/** `u` anywhere in a production: take back what one did last, after a look at what that changes. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { client, read } from "../../shared/api/client";
import { asProblem } from "../../shared/api/problem";
import { sessionQuery } from "../../shared/api/session";
import { useShortcut } from "../../shared/keys/registry";
import { keys } from "../../shared/live/query-keys";
import { lazyPart } from "../../shared/routing/lazy-part";
import { useProduction } from "../../shared/routing/use-production";
import { toast } from "../../shared/ui/toast";
import { typesOf } from "./kinds";
import type { Asked } from "./reverting";

const RevertSheet = lazyPart(() => import("./revert-sheet"), "RevertSheet", null);
const EDITS = ["script", "scene", "shot", "reference"].map(typesOf).join(",");

export function UndoKey() {
  const { t } = useTranslation("history");
  const { id, may } = useProduction();
  const queries = useQueryClient();
  const person = useQuery(sessionQuery).data?.person;
  const [asked, setAsked] = useState<Asked | null>(null);
  const find = async () => {
    const query = { actor: person?.person ?? "", type: EDITS, order: "desc" as const, limit: 1 };
    const queryFn = () =>
      read(client.GET("/api/v1/productions/{production}/events/", { params: { path: { production: id }, query } }));
    const { results } = await queries.fetchQuery({ queryKey: keys.events(id, { of: "own" }), queryFn, staleTime: 0 });
    const [last] = results;
    if (!last) return toast(t("revert.nothing-own"));
    setAsked(last.meta.command ? { act: "undo", command: last.meta.command } : { act: "undo", events: [last.id] });
  };
  const run = () => void find().catch((error: unknown) => toast(asProblem(error).message, { kind: "problem" }));
  useShortcut({
    id: "undo",
    label: t("revert.own"),
    group: t("common:groups.page"),
    keys: "u",
    enabled: may("add_shot").allowed && person !== undefined,
    run,
  });
  return asked && <RevertSheet asked={asked} onClose={() => setAsked(null)} />;
}
