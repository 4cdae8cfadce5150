/** Saving one parameter of a level: set, inherit again, lock, unlock. */
import { useTranslation } from "react-i18next";
import { useCommand } from "../../shared/live/use-command";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { toast } from "../../shared/ui/toast";
import type { Target } from "../../shared/api/parameters";
import { write, type Asked } from "./queries";

export type Save = ReturnType<typeof useSave>;

export function useSave(target: Target) {
  const { t } = useTranslation("parameters");
  const { id } = useProduction();
  const command = useCommand({
    call: (asked: Asked, key) => write(target, asked, key),
    onDone: (done, asked) => toast(t(`done.${asked.act}`, { name: done.label })),
    renews: [keys.parameters(id, target.level, target.id)],
  });
  /** Resolves with the parameter as it is then, or with null when it was refused: `problem` says why. */
  const run = (asked: Asked) => command.runAsync(asked).catch(() => null);
  return { saving: command.saving, problem: command.problem, reset: command.reset, run };
}
