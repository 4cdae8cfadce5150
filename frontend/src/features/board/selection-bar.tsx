/** Below the board while shots are selected: how many, what making them would come to, and the button that asks. */
import { useQuery } from "@tanstack/react-query";
import { Play, X } from "lucide-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { estimate } from "../../shared/ordering/estimate";
import { PlanFigures } from "../../shared/ordering/plan-figures";
import { useProduction } from "../../shared/routing/use-production";
import { Button, IconButton } from "../../shared/ui/button";
import { Keys } from "../../shared/ui/keys";
import { SelectedIntoPlaylist } from "./into-playlist";
import { planQuery } from "./queries";
import { ShotMenu } from "./shot-menu";
import type { ShotActs } from "./use-shot-acts";

export function SelectionBar({
  selected,
  onClear,
  onGenerate,
  onVary,
  onSet,
  acts,
}: {
  selected: ReadonlySet<string>;
  onClear: () => void;
  onGenerate: () => void;
  onVary: () => void;
  onSet: () => void;
  acts: ShotActs;
}) {
  const { t } = useTranslation("board");
  const { id, may } = useProduction();
  const { allowed, reason } = may("generate");
  const plan = useQuery({ ...planQuery(id), enabled: allowed });
  const found = useMemo(() => plan.data && estimate(plan.data, selected, false), [plan.data, selected]);
  return (
    <section
      aria-label={t("common:groups.selection")}
      className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 border-t border-accent/60 bg-panel px-3 py-1.5 text-form"
    >
      <span className="font-medium">{t("selected", { count: selected.size })}</span>
      <IconButton label={t("clear")} icon={<X size={14} />} onPress={onClear} />
      <span className="flex-1" />
      {found && <PlanFigures found={found} />}
      {plan.isError && <span className="text-muted">{t("plan-unknown")}</span>}
      {!allowed && reason && (
        <span id="generate-reason" className="text-body text-muted">
          {reason}
        </span>
      )}
      <ShotMenu acts={acts} placement="top end" />
      {may("add_shot").allowed && (
        <Button onPress={onSet}>
          {t("board-fields:bulk.do")}
          <Keys keys="f" />
        </Button>
      )}
      {may("note").allowed && <SelectedIntoPlaylist selected={selected} />}
      <Button isDisabled={!allowed} onPress={onVary}>
        {t("vary")}
        <Keys keys="shift+r" />
      </Button>
      <Button
        kind="primary"
        isDisabled={!allowed}
        onPress={onGenerate}
        icon={<Play size={14} aria-hidden />}
        {...(allowed ? {} : { "aria-describedby": "generate-reason" })}
      >
        {t("generate")}
        <Keys keys="r" />
      </Button>
    </section>
  );
}
