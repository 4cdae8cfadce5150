/** What one does with a script: write on it, try what a revision would do, save it, and settle with who was faster. */
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { toggleInspector } from "../../shared/ui/inspector";
import { toast } from "../../shared/ui/toast";
import { saveRevision, tryRevision, type Revision, type Saving, type Script } from "./queries";
import { useWriting } from "./use-writing";

export type Desk = ReturnType<typeof useDesk>;

/** `refetch` reads the newest revision. */
export function useDesk(script: Script, refetch: () => Promise<unknown>) {
  const { id, may } = useProduction();
  const { allowed, reason } = may("revise", script.can);
  const draft = useWriting(script);
  const here = useHere();
  const [settling, setSettling] = useState(false);
  const trial = useMutation<Revision, unknown, string>({
    mutationFn: (text) => tryRevision(id, text),
    onSuccess: () => toggleInspector(true),
  });
  const save = useSave(id, (done, asked) => {
    const on = { text: asked.text, version: done.version };
    draft.kept.stand(on);
    // On the screen the text goes when the new revision comes; who has left meanwhile leaves nothing unsaved behind.
    if (!here.current) draft.kept.saved(asked.text, on);
    trial.reset();
  });
  const compared = trial.data !== undefined && trial.variables === draft.text;
  const compare = () => draft.dirty && trial.mutate(draft.text);
  /** Another revision came first: nothing can be saved before one has looked at it. */
  const overtaken = draft.behind || save.problem?.conflict === true;
  const look = () => void refetch().then(() => setSettling(true));
  const store = () => {
    if (!allowed || !draft.dirty || save.saving) return;
    if (overtaken) look();
    else if (compared) save.run({ text: draft.text, version: draft.base.version });
    else compare();
  };
  /** Go on from the newest revision with this text. */
  const settle = (text: string) => {
    save.reset();
    trial.reset();
    draft.standOn(script, text);
    setSettling(false);
  };
  return {
    draft,
    trial,
    save,
    allowed,
    reason,
    compared,
    compare,
    store,
    settle,
    settling,
    setSettling,
    overtaken,
    look,
  };
}

function useSave(production: string, onDone: (done: Revision, asked: Saving) => void) {
  const { t } = useTranslation("script");
  return useCommand<Saving, Revision>({
    call: (asked, key) => saveRevision(production, asked, key),
    onDone: (done, asked) => {
      onDone(done, asked);
      toast(t("saved", { revision: done.revision }));
    },
    renews: [keys.script(production), keys.scenes(production), keys.of(production, "shots")],
  });
}

/** Whether the desk still stands. */
function useHere() {
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  return here;
}
