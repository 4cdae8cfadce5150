/** What guests of the link said of a take, with the answers of the studio, and the form to say something. */
import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { ToggleButton } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useDraftText } from "../../shared/drafts/use-draft";
import { useCommand } from "../../shared/live/use-command";
import { PenTools, usePen } from "../../shared/notes/pen";
import { useNumbering } from "../../shared/player/numbering";
import { Button } from "../../shared/ui/button";
import { Checkbox, Field } from "../../shared/ui/field";
import { RelativeTime } from "../../shared/ui/figures";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { note, notesKey, type GuestNote, type SharedNote } from "./calls";
import type { NoteDraft } from "./draft";

interface GuestNotesProps {
  link: string;
  may: boolean;
  take: string | null;
  notes: readonly SharedNote[];
  /** The frame of the take on the screen. */
  frame: number;
  words: NoteDraft;
  onBegin: () => void;
  onSeek: (frame: number) => void;
}

export function GuestNotes({ link, may, take, notes, frame, words, onBegin, onSeek }: GuestNotesProps) {
  const { t } = useTranslation("guest");
  return (
    <section
      aria-label={t("notes")}
      className="flex w-80 shrink-0 flex-col overflow-y-auto border-l border-line bg-panel max-md:w-full max-md:border-t max-md:border-l-0"
    >
      {may && take && <Say key={take} link={link} take={take} frame={frame} words={words} onBegin={onBegin} />}
      {notes.length === 0 && <p className="p-3 text-body text-muted">{t(may ? "none" : "none-looking")}</p>}
      <ul>
        {notes.map((each) => (
          <One key={`${each.take} ${each.number}`} link={link} note={each} may={may} onSeek={onSeek} />
        ))}
      </ul>
    </section>
  );
}

/** `typed` is what stood in the form when it was sent. */
interface Saying<Typed> {
  asked: GuestNote;
  typed: Typed;
}

function useSaying<Typed>(link: string, onDone: (typed: Typed) => void) {
  const queries = useQueryClient();
  return useCommand({
    call: async ({ asked }: Saying<Typed>, key) => {
      const { results } = await note(link, asked, key);
      queries.setQueryData(notesKey(link), results);
      return {};
    },
    onDone: (_, { typed }) => onDone(typed),
  });
}

function Say({
  link,
  take,
  frame,
  words,
  onBegin,
}: Pick<GuestNotesProps, "link" | "frame" | "words" | "onBegin"> & { take: string }) {
  const { t } = useTranslation("guest");
  const drawing = usePen(({ on }) => on);
  const { number } = useNumbering();
  const save = useSaying(link, words.saved);
  const { said } = words;
  const about = said?.frame ?? frame;
  const text = said?.text.trim() ?? "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!said || !text || save.saving) return;
    usePen.setState({ on: false });
    const shapes = said.drawing as GuestNote["drawing"] & object;
    save.run({
      asked: { take, text, frame: said.frame, last: null, question: said.question, answers: null, drawing: shapes },
      typed: said,
    });
  };
  return (
    <form className="flex flex-col gap-2 border-b border-line p-3" onSubmit={submit}>
      <Field
        label={t("say", { frame: number(about) })}
        help={t("about")}
        rows={3}
        value={said?.text ?? ""}
        onFocus={onBegin}
        onChange={(typed) => words.write({ text: typed }, about)}
      />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Checkbox
          isSelected={said?.question ?? false}
          isDisabled={!said}
          onChange={(question) => words.write({ question }, about)}
        >
          {t("question")}
        </Checkbox>
        <ToggleButton
          isSelected={drawing}
          onChange={(on) => {
            onBegin();
            usePen.setState({ on });
          }}
          className="inline-flex h-6 cursor-default items-center gap-1.5 rounded-md border border-line bg-raised px-2 text-body hover:border-strong selected:border-accent selected:text-accent"
        >
          {t("draw")}
        </ToggleButton>
        <span className="flex-1" />
        <Button type="submit" size="small" kind="primary" isDisabled={!text || save.saving}>
          {t("send")}
        </Button>
      </div>
      {drawing && (
        <PenTools shapes={said?.drawing ?? []} onChange={(shapes) => words.write({ drawing: shapes }, about)} />
      )}
      {save.problem && <ProblemNotice error={save.problem} inline />}
    </form>
  );
}

function One({
  link,
  note: said,
  may,
  onSeek,
}: {
  link: string;
  note: SharedNote;
  may: boolean;
  onSeek: (frame: number) => void;
}) {
  const { t } = useTranslation("guest");
  const { frame } = said;
  const { number } = useNumbering();
  return (
    <li className="border-t border-line px-3 py-2">
      <p className="flex flex-wrap items-center gap-x-2 text-label text-muted">
        {frame !== null && (
          <button
            type="button"
            onClick={() => onSeek(frame)}
            aria-label={t("to-frame", { frame: number(frame) })}
            className="numbers min-h-6 min-w-6 text-left text-accent hover:underline"
          >
            {number(frame)}
          </button>
        )}
        {said.kind === "question" && <span>{t("is-question")}</span>}
        {said.drawing.length > 0 && <span>✎ {t("drawn", { count: said.drawing.length })}</span>}
        {said.resolved && <span>✓ {t("resolved")}</span>}
      </p>
      <Words said={said} />
      {said.answers.length > 0 && (
        <ul className="mt-1 border-l border-strong pl-2">
          {said.answers.map((each) => (
            <li key={each.number}>
              <Words said={each} />
            </li>
          ))}
        </ul>
      )}
      {may && <Answer link={link} note={said} />}
    </li>
  );
}

function Words({ said }: { said: Pick<SharedNote, "text" | "text_erased" | "by" | "guest" | "mine" | "at"> }) {
  const { t } = useTranslation("guest");
  return (
    <div className="py-0.5">
      <p dir="auto" className="text-form break-words whitespace-pre-line">
        {said.text_erased ? <em className="text-muted">{t("erased")}</em> : said.text}
      </p>
      <p className="flex gap-x-1 text-label text-muted">
        <bdi>{said.mine ? t("you") : said.by}</bdi>
        {!said.mine && said.by && <span>({t(said.guest ? "of-guests" : "of-studio")})</span>}
        {said.at && <RelativeTime at={said.at} />}
      </p>
    </div>
  );
}

function Answer({ link, note: about }: { link: string; note: SharedNote }) {
  const { t } = useTranslation("guest");
  const [text, setText, draft] = useDraftText(`guest/${link}/${about.take}/${about.number}`);
  const [open, setOpen] = useState(false);
  const save = useSaying(link, (typed: string) => {
    draft.saved(typed, null);
    setOpen(false);
  });
  if (!open && text === "")
    return (
      <Button size="small" kind="quiet" onPress={() => setOpen(true)}>
        {t("answer")}
      </Button>
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim() || save.saving) return;
    const whole = { frame: null, last: null, question: false, drawing: [] };
    save.run({ asked: { take: about.take, text: text.trim(), answers: about.number, ...whole }, typed: text });
  };
  return (
    <form className="mt-1 flex flex-wrap items-end gap-1" onSubmit={submit}>
      <Field
        label={t("answer-to")}
        value={text}
        onChange={setText}
        autoFocus={open}
        className="min-w-32 flex-1 [&_label]:sr-only"
        placeholder={t("answer-to")}
      />
      <Button size="small" type="submit" isDisabled={!text.trim() || save.saving}>
        {t("send")}
      </Button>
      {save.problem && <ProblemNotice error={save.problem} inline />}
    </form>
  );
}
