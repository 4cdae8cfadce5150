/** What one does with a script: write on it, try what a revision would do, save it, and settle with who was faster. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { toast } from "../../shared/ui/toast";
import { useOriginalPlace, type Place } from "./opened";
import { useDecisions } from "./use-decisions";
import { saveRevision, trialQuery, type Asked, type Revision, type Saving, type Script } from "./queries";
import { useWriting } from "./use-writing";

/** Who writes on while the proposal is open has it read anew after such a pause, in milliseconds. */
const PAUSE = 400;

export type Desk = ReturnType<typeof useDesk>;

/** `refetch` reads the newest revision. */
export function useDesk(script: Script, refetch: () => Promise<unknown>) {
  const { id, may } = useProduction();
  const { allowed, reason } = may("revise", script.can);
  const draft = useWriting(script);
  const place = useOriginalPlace(draft.kept.value !== undefined);
  const here = useHere();
  const decisions = useDecisions(script);
  const [settling, setSettling] = useState(false);
  const asked: Asked = {
    text: draft.text,
    language: decisions.language,
    decisions: decisions.given.map(({ decision }) => decision),
    withdrawn: decisions.withdrawn,
  };
  const { trial, current, open, compare, close } = useTrial(id, asked);
  const dirty = draft.dirty || decisions.changed;
  const save = useSave(place, script.revision, (done, saved) => {
    const on = { text: saved.text, version: done.version };
    draft.kept.stand(on);
    decisions.drop();
    // On the screen the text goes when the new revision comes; who has left meanwhile leaves nothing unsaved behind.
    if (!here.current) draft.kept.saved(saved.text, on);
    close();
  });
  const compared = open && current && trial.isSuccess;
  /** Another revision came first: nothing can be saved before one has looked at it. */
  const overtaken = draft.behind || save.problem?.conflict === true;
  const look = () => void refetch().then(() => setSettling(true));
  const store = () => {
    if (!allowed || !dirty || save.saving) return;
    if (overtaken) look();
    else if (compared) save.run({ ...asked, version: draft.base.version });
    else compare();
  };
  /** Go on from the newest revision with this text. */
  const settle = (text: string) => {
    save.reset();
    close();
    draft.standOn(script, text);
    setSettling(false);
  };
  return {
    draft,
    /** Where a file waits that is saved with the text. */
    place,
    decisions,
    /** Something would be saved. */
    dirty,
    trial,
    open,
    close,
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

/** What the text would become; while the proposal is open it is asked again a moment after each change. */
function useTrial(production: string, now: Asked) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const open = asked !== null;
  const current = open && same(asked, now);
  const latest = useRef(now);
  useEffect(() => {
    latest.current = now;
    if (!open || current) return;
    const timer = setTimeout(() => setAsked(latest.current), PAUSE);
    return () => clearTimeout(timer);
  });
  const query = useQuery({
    ...trialQuery(production, asked ?? NOTHING),
    enabled: open,
    placeholderData: keepPreviousData,
  });
  const compare = () => (current ? void query.refetch() : setAsked(now));
  return {
    trial: query,
    current: current && !query.isPlaceholderData,
    open,
    compare,
    close: () => setAsked(null),
  };
}

const NOTHING: Asked = { text: "", language: null, decisions: [], withdrawn: [] };

const same = (one: Asked, other: Asked) =>
  one.text === other.text &&
  one.language === other.language &&
  JSON.stringify([one.decisions, one.withdrawn]) === JSON.stringify([other.decisions, other.withdrawn]);

function useSave(place: Place, before: number, onDone: (done: Revision, asked: Saving) => void) {
  const { t } = useTranslation("script");
  return useCommand<Saving, Revision>({
    call: (asked, key) => saveRevision(place, asked, key),
    onDone: (done, asked) => {
      onDone(done, asked);
      toast(t(done.revision > before ? "saved" : "saved-breakdown", { revision: done.revision }));
    },
    renews: [keys.script(place.production), keys.scenes(place.production), keys.of(place.production, "shots")],
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
