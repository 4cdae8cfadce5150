/** Saving one parameter of a level: set, inherit again, lock, unlock. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../shared/live/use-command";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { toast } from "../../shared/ui/toast";
import { write, type Asked, type Target } from "./queries";

export type Save = ReturnType<typeof useSave>;

export function useSave(target: Target) {
  const { t } = useTranslation("parameters");
  const { id } = useProduction();
  const [last, setLast] = useState<Asked | null>(null);
  const command = useCommand({
    call: (asked: Asked, key) => write(target, asked, key),
    onDone: (done, asked) => toast(t(`done.${asked.act}`, { name: done.label })),
    renews: [keys.parameters(id, target.level, target.id)],
  });
  /** Resolves with whether it was done; `problem` says why not. */
  const run = (asked: Asked): Promise<boolean> => {
    setLast(asked);
    return command.runAsync(asked).then(
      () => true,
      () => false,
    );
  };
  /** What was refused once more, on the version that is known now. */
  const again = (version: number): Promise<boolean> => (last ? run({ ...last, version }) : Promise.resolve(false));
  return { saving: command.saving, problem: command.problem, reset: command.reset, run, again };
}
