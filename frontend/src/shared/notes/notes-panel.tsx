/** The notes that concern a take, as threads: what must be fixed first, then the rest, then what is carried from earlier takes. */
import { useQuery } from "@tanstack/react-query";
import { memo, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDraftText } from "../drafts/use-draft";
import { DownloadsMenu } from "../downloads/downloads-menu";
import { classes } from "../lib/classes";
import { useCommand } from "../live/use-command";
import { keys } from "../live/query-keys";
import { useNumbering } from "../player/numbering";
import type { Take } from "../player/takes";
import { useProduction } from "../routing/use-production";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { RelativeTime } from "../ui/figures";
import { ProblemNotice } from "../ui/problem-notice";
import { membersQuery } from "./members";
import { actOnThread, isOn, keyOf, LOOK, mentionedIn, type Act, type Answer, type Thread } from "./notes";
import "./words";

interface NotesPanelProps {
  threads: readonly Thread[];
  /** The frame on the screen: what is about it is marked. */
  frame: number | null;
  /** Whose drawing is looked at, by key. */
  looked: string | null;
  onLook: (key: string | null) => void;
  onSeek: (frame: number) => void;
  className?: string;
}

export function NotesPanel({ threads, className, frame, looked, onLook, onSeek }: NotesPanelProps) {
  const { t } = useTranslation("notes");
  const hands = useHands({ onLook, onSeek });
  const parts = [
    { title: t("open"), of: threads.filter((each) => !each.resolved && !each.carried).toSorted(byFrame) },
    { title: t("carried"), of: threads.filter((each) => each.carried) },
    { title: t("resolved"), of: threads.filter((each) => each.resolved).toSorted(byFrame) },
  ];
  return (
    <section aria-label={t("title")} className={classes("flex flex-col", className)}>
      <header className="flex min-h-9 items-center justify-between border-b border-line pr-1 pl-3">
        <h2 className="text-form font-semibold">{t("title")}</h2>
        <NoteFiles />
      </header>
      {threads.length === 0 && <p className="p-3 text-body text-muted">{t("none")}</p>}
      {parts.map(
        ({ title, of }) =>
          of.length > 0 && (
            <section key={title} aria-label={title}>
              <h3 className="px-3 pt-2 pb-1 text-label font-medium text-muted">
                {title} <span className="numbers">{of.length}</span>
              </h3>
              <ul>
                {of.map((thread) => (
                  <One
                    key={keyOf(thread)}
                    thread={thread}
                    here={!thread.carried && isOn(thread, frame)}
                    looked={looked === keyOf(thread)}
                    hands={hands}
                  />
                ))}
              </ul>
            </section>
          ),
      )}
    </section>
  );
}

/** All notes of the production, to take along. */
function NoteFiles() {
  const { t } = useTranslation("notes");
  const { id, past } = useProduction();
  if (past) return null;
  const files = [
    ["notes.csv/", "files.csv"],
    ["notes.pdf/", "files.pdf"],
    ["cut.otio/?notes=true", "files.otio"],
    ["cut.edl/?notes=true", "files.edl"],
  ] as const;
  return <DownloadsMenu production={id} files={files.map(([file, label]) => ({ file, label: t(label) }))} />;
}

const byFrame = (one: Thread, other: Thread) => (one.frame ?? -1) - (other.frame ?? -1) || one.number - other.number;

type Hands = Pick<NotesPanelProps, "onLook" | "onSeek">;

/** The same from one frame to the next, so that of many notes those alone are drawn anew that look other. */
function useHands(given: Hands): Hands {
  const latest = useRef(given);
  useEffect(() => {
    latest.current = given;
  });
  const [hands] = useState<Hands>(() => ({
    onLook: (key) => latest.current.onLook(key),
    onSeek: (frame) => latest.current.onSeek(frame),
  }));
  return hands;
}

interface OneProps {
  thread: Thread;
  /** Whether it is about the frame on the screen. */
  here: boolean;
  looked: boolean;
  hands: Hands;
}

const One = memo(({ thread, here, looked, hands: { onLook, onSeek } }: OneProps) => {
  const { t } = useTranslation("notes");
  const name = useId();
  const key = keyOf(thread);
  const look = LOOK[thread.kind];
  return (
    <li
      aria-labelledby={name}
      className={classes(
        "border-t border-line border-l-2 [contain-intrinsic-size:auto_6rem] [content-visibility:auto]",
        here ? "border-l-accent bg-raised" : "border-l-transparent",
        looked && "bg-raised",
      )}
    >
      <div
        role="presentation"
        className="px-3 py-2"
        onMouseEnter={() => onLook(key)}
        onMouseLeave={() => onLook(null)}
        onFocus={() => onLook(key)}
        onBlur={() => onLook(null)}
      >
        <p id={name} className="flex flex-wrap items-center gap-x-2 text-label">
          <span aria-hidden className={look.text}>
            {look.glyph}
          </span>
          <span className="font-medium">{t(`kinds.${thread.kind}`)}</span>
          <FrameButton thread={thread} onSeek={onSeek} />
          {thread.drawing.length > 0 && <span className="text-muted">✎ {t("drawn")}</span>}
          {thread.carried && <span className="text-muted">{t("from", { number: thread.take.number })}</span>}
        </p>
        <Words said={thread} className="text-form" />
        {thread.answers.length > 0 && (
          <ul aria-label={t("answers")} className="mt-1 border-l border-strong pl-2">
            {thread.answers.map((answer) => (
              <li key={answer.number}>
                <Words said={answer} className="text-body" />
              </li>
            ))}
          </ul>
        )}
        {thread.resolved && (
          <p className="mt-1 text-label text-muted">
            ✓ {t("resolved-by", { name: thread.resolved.by?.name ?? "–" })}{" "}
            {thread.resolved.at && <RelativeTime at={thread.resolved.at} />}
          </p>
        )}
        <Acts thread={thread} />
      </div>
    </li>
  );
});

function Words({ said, className }: { said: Answer; className: string }) {
  const { t } = useTranslation("notes");
  return (
    <div className="py-0.5">
      {said.text_erased ? (
        <em className={classes(className, "text-muted")}>{t("erased")}</em>
      ) : (
        <p dir="auto" className={classes(className, "break-words whitespace-pre-line")}>
          {said.text}
        </p>
      )}
      <p className="flex flex-wrap gap-x-1 text-label text-muted">
        <bdi>{said.by?.name ?? t("by-missing")}</bdi>
        {said.at && <RelativeTime at={said.at} />}
        {said.mentions.length > 0 && (
          <span>{t("for", { names: said.mentions.map((each) => each.name).join(", ") })}</span>
        )}
      </p>
    </div>
  );
}

export function FrameButton({ thread, onSeek }: { thread: Thread; onSeek: (frame: number) => void }) {
  const { t } = useTranslation("notes");
  const { number } = useNumbering();
  const { frame, last } = thread;
  if (frame === null) return <span className="text-muted">{t("whole")}</span>;
  const text = last === null ? String(number(frame)) : `${number(frame)}–${number(last)}`;
  if (thread.carried) return <span className="numbers text-muted">{text}</span>;
  return (
    <button
      type="button"
      onClick={() => onSeek(frame)}
      aria-label={t("to-frame", { frame: number(frame) })}
      className="numbers min-h-6 min-w-6 text-left text-accent hover:underline"
    >
      {text}
    </button>
  );
}

export function useThreadAct(thread: Thread, onDone?: (take: Take, act: Act) => void) {
  const { id } = useProduction();
  return useCommand({
    call: (act: Act, key) => actOnThread(thread, act, key),
    onDone: (take, act) => onDone?.(take, act),
    renews: [keys.of(id, "take"), keys.takes(id, thread.shot)],
  });
}

/** Answer, resolve, open again. An answer that is begun is kept. */
function Acts({ thread }: { thread: Thread }) {
  const { t } = useTranslation("notes");
  const { id, may } = useProduction();
  const members = useQuery(membersQuery(id)).data?.results ?? [];
  const [text, setText, draft] = useDraftText(`note/${keyOf(thread)}`);
  const [answering, setAnswering] = useState(false);
  const act = useThreadAct(thread, (_, done) => {
    if (done.do !== "answer") return;
    draft.drop();
    setAnswering(false);
  });
  const open = answering || text !== "";
  const done = thread.resolved ? "reopen" : "resolve";
  const answer = () =>
    text.trim() && act.run({ do: "answer", text: text.trim(), mentions: mentionedIn(text, members) });
  if (!may("note", thread.can).allowed) return null;
  return (
    <form
      className="mt-1 flex flex-wrap items-end gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        answer();
      }}
    >
      {open ? (
        <Field
          autoFocus={answering}
          label={t("answer")}
          value={text}
          onChange={setText}
          className="min-w-32 flex-1 [&_label]:sr-only"
          placeholder={t("answer")}
        />
      ) : (
        <Button size="small" kind="quiet" onPress={() => setAnswering(true)}>
          {t("answer")}
        </Button>
      )}
      {text.trim() !== "" && (
        <Button size="small" type="submit" isDisabled={act.saving}>
          {t("say")}
        </Button>
      )}
      <Button size="small" kind="quiet" isDisabled={act.saving} onPress={() => act.run({ do: done })}>
        {t(done)}
      </Button>
      {act.problem && <ProblemNotice error={act.problem} inline />}
    </form>
  );
}
