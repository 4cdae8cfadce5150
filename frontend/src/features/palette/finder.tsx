/** The palette: a field in which one types, and below it what is called so. Keys move a mark through the list, never the
 * focus; what stands above the mark stays where it is when answers come. */
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useId, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "../../shared/api/session";
import { classes } from "../../shared/lib/classes";
import { useAfter } from "../../shared/lib/use-after";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { EntryRow } from "./entry-row";
import { moved, type Entry, type Group } from "./entries";
import { Preview } from "./preview";
import { opened, type Recent } from "./recent";
import { useFinding } from "./use-finding";
import "./words";

const LONGEST = 200;

export interface FinderProps {
  production: string | undefined;
  /** A moment of the past is shown. */
  past: boolean;
  onDone: () => void;
}

export function Finder({ production, past, onDone }: FinderProps) {
  const { t } = useTranslation("palette");
  const router = useRouter();
  const person = useQuery(sessionQuery).data?.person?.person ?? "";
  const [typed, setTyped] = useState("");
  const [marked, setMarked] = useState<string | null>(null);
  const [entered, setEntered] = useState<string | null>(null);
  const { groups, late, nothing, problem, again } = useFinding(production, typed);
  const list = useId();
  const entries = groups.flatMap((group) => group.entries);
  const active = entries.find(({ id }) => id === marked) ?? entries[0];
  const choose = (entry: Entry) => {
    onDone();
    if (entry.is === "command") return entry.command.run();
    const thing: Recent =
      entry.is === "recent" ? entry.recent : { kind: entry.hit.kind, title: entry.hit.title, href: entry.href };
    if (production) opened(person, production, thing);
    void router.navigate({ href: thing.href });
  };
  // Whoever presses Enter before the answer came means what the answer says.
  const waiting = entered !== null && entered === typed;
  const answer = useEffectEvent(() => {
    if (active) choose(active);
  });
  useEffect(() => {
    if (waiting && !late) answer();
  }, [waiting, late]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const to = target(event.key, entries, active?.id ?? null);
    if (to) setMarked(to.id);
    else if (event.key === "Enter" && late && active?.is !== "command") setEntered(typed);
    else if (event.key === "Enter" && active) choose(active);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        role="combobox"
        autoFocus // oxlint-disable-line jsx-a11y/no-autofocus -- the dialog is this field
        aria-label={t("label")}
        aria-expanded={entries.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={active ? rowId(list, active) : undefined}
        placeholder={t(production ? "placeholder" : "placeholder-outside")}
        value={typed}
        maxLength={LONGEST}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.target.value);
          setMarked(null);
          setEntered(null);
        }}
        onKeyDown={onKeyDown}
        className="h-11 w-full shrink-0 border-b border-line bg-transparent px-4 text-form outline-none placeholder:text-idle"
      />
      {past && <p className="border-b border-line px-4 py-1.5 text-body text-muted">{t("past")}</p>}
      <div className="flex min-h-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <List id={list} groups={groups} late={late} active={active} onMark={setMarked} onChoose={choose} />
          {problem && (
            <div className="p-3">
              <ProblemNotice error={problem} onRetry={again} inline />
            </div>
          )}
          {nothing && <Nothing text={typed.trim()} within={production !== undefined} />}
          <Status count={entries.length} late={late} />
        </div>
        <Preview entry={active} />
      </div>
    </>
  );
}

interface ListProps {
  id: string;
  groups: readonly Group[];
  late: boolean;
  active: Entry | undefined;
  onMark: (id: string) => void;
  onChoose: (entry: Entry) => void;
}

function List({ id, groups, late, active, onMark, onChoose }: ListProps) {
  const { t } = useTranslation("palette");
  const dim = useAfter(late);
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t("list")}
      aria-busy={late}
      className={classes("min-h-0 overflow-auto overscroll-contain", groups.length > 0 && "p-1")}
    >
      {groups.map((group) => (
        <div key={group.name} role="group" aria-labelledby={`${id}.${group.name}`} className="pb-1">
          <div
            id={`${id}.${group.name}`}
            role="presentation"
            className="sticky -top-1 z-10 bg-panel px-2 py-1 text-label font-medium text-muted"
          >
            {t(NAMED.includes(group.name) ? group.name : `kind.${group.name}`)}
          </div>
          {group.entries.map((entry) => (
            <EntryRow
              key={entry.id}
              id={rowId(id, entry)}
              entry={entry}
              active={entry.id === active?.id}
              dim={dim && entry.is === "hit"}
              onMark={() => onMark(entry.id)}
              onChoose={() => onChoose(entry)}
            />
          ))}
          {group.more && (
            <div role="presentation" className="px-2 py-1 text-label text-muted">
              {t("more")}
            </div>
          )}
        </div>
      ))}
    </div>
  );
}

function Nothing({ text, within }: { text: string; within: boolean }) {
  const { t } = useTranslation("palette");
  return (
    <div className="p-4 text-form">
      <p dir="auto">{t(within ? "none" : "none-command", { text })}</p>
      {within && <p className="pt-1 text-body text-muted">{t("none-hint")}</p>}
    </div>
  );
}

/** For those who hear the page: how much is found, once it is. */
function Status({ count, late }: { count: number; late: boolean }) {
  const { t } = useTranslation("palette");
  const long = useAfter(late);
  return (
    <p role="status" className="sr-only">
      {late ? long && t("looking") : t("count", { count })}
    </p>
  );
}

const NAMED = ["recent", "commands", "go"];

const rowId = (list: string, entry: Entry) => `${list}.${entry.id}`;

function target(key: string, entries: readonly Entry[], id: string | null): Entry | undefined {
  if (key === "ArrowDown") return moved(entries, id, 1);
  if (key === "ArrowUp") return moved(entries, id, -1);
  if (key === "PageDown") return entries[Math.min(entries.length - 1, entries.findIndex((each) => each.id === id) + 8)];
  if (key === "PageUp") return entries[Math.max(0, entries.findIndex((each) => each.id === id) - 8)];
  return undefined;
}
