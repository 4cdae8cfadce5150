/** One line below the picture: a verdict or a note on the take that is shown, bound to its file and to a frame; Enter says it. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Choice } from "../affects/choice";
import type { Problem } from "../api/problem";
import { DraftNotice } from "../drafts/draft-notice";
import { useShortcut } from "../keys/registry";
import { keys } from "../live/query-keys";
import { useCommand } from "../live/use-command";
import { useProduction } from "../routing/use-production";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { ProblemNotice } from "../ui/problem-notice";
import { toast } from "../ui/toast";
import { FinalChoice, Prospect } from "../verdicts/approvals";
import { canAllBeFinal } from "../verdicts/approving";
import { Covered } from "../verdicts/covered";
import { usePortNames } from "../verdicts/port-names";
import { heldParts } from "../verdicts/ports";
import { useNumbering } from "./numbering";
import { actOnTake, shortDigest, type Take, type TakeAction } from "./takes";
import { NoteParts } from "../notes/note-parts";
import { membersQuery } from "../notes/members";
import { mentionedIn, notesQuery } from "../notes/notes";
import { ToFixList } from "../notes/to-fix-list";
import { Reasons } from "../verdicts/reasons";
import { useWords, worthKeeping, type Verdict, type Words } from "./use-verdict";

interface VerdictBarProps {
  take: Take;
  code: string;
  verdict: Verdict;
  onClose: () => void;
  onDone?: () => void;
}

export function VerdictBar({ take, code, verdict, onClose, onDone }: VerdictBarProps) {
  const { t } = useTranslation("player");
  const { id, production } = useProduction();
  const { number } = useNumbering();
  const names = usePortNames();
  // The version that stood when the bar opened, or when the words were written: what the verdict is about.
  const [opened, setOpened] = useState(take.version);
  const words = useWords(take.id, verdict.kind, opened);
  const said: Words = words.value ?? { text: "", frame: verdict.frame, last: verdict.last ?? null };
  const { text, frame } = said;
  const write = (part: Partial<Words>) => words.write(worthKeeping({ ...said, ...part }));
  const threads = useQuery(notesQuery(id, take.id)).data ?? [];
  const members = useQuery(membersQuery(id)).data?.results ?? [];
  const act = useCommand({
    call: ({ action, version }: { action: TakeAction; version: number }, key) =>
      actOnTake({ id: take.id, version }, action, key),
    onDone: (done) => {
      const waits = verdict.kind === "approve" && done.awaits?.mine === true;
      const part = verdict.kind === "approve" && judged !== null && done.state !== "approved";
      const ports = names(judged ?? []);
      if (waits) toast(t("approving:kept", { code, number: take.number }));
      else toast(t(part ? "verdict.done.part" : `verdict.done.${verdict.kind}`, { code, number: take.number, ports }));
      words.drop();
      onClose();
      onDone?.();
    },
    renews: [keys.takes(id, take.shot), keys.of(id, "take"), keys.review(id)],
  });
  const needed = verdict.kind !== "approve";
  const [chosen, setChosen] = useState<readonly string[]>();
  const judged = verdict.kind === "note" || heldParts(take.ports).length < 2 ? null : (chosen ?? coveredFirst(take));
  const role = production?.role;
  const [final, setFinal] = useState<boolean>();
  const isFinal = role !== undefined && canAllBeFinal([take], role) && (final ?? true);
  const conflicted = act.problem?.conflict === true;
  const ready = (!needed || text.trim() !== "") && judged?.length !== 0 && !act.saving;
  const say = (version: number) =>
    ready && act.run({ action: actionOf(verdict.kind, said, judged, isFinal, mentionedIn(text, members)), version });
  // A note stands beside whatever others said meanwhile; a verdict is on what one has seen.
  const seen = verdict.kind === "note" ? take.version : words.base;
  const run = () => {
    if (!conflicted) say(seen);
  };
  /** Who resolves a note here has seen that; what somebody else did in between stays unseen. */
  const seenToo = (resolved: string, version: number) => {
    if (resolved !== take.id || version !== words.base + 1) return;
    setOpened(version);
    words.stand(version);
  };
  const leave = () => {
    words.drop();
    onClose();
  };
  useVerdictKeys(run, onClose);
  return (
    <form
      className="flex shrink-0 flex-col gap-2 border-t border-accent bg-raised px-3 py-2"
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <DraftNotice
        draft={words}
        base={take.version}
        meanwhile={
          words.base === take.version ? [] : [{ field: t("verdict.state"), now: t(`common:state.${take.state}`) }]
        }
      />
      {verdict.kind !== "note" && <ToFixList threads={threads} onResolved={seenToo} />}
      {verdict.kind === "note" && <NoteParts said={said} members={members} onWrite={write} />}
      {verdict.kind === "changes" && <Reasons chosen={said.reasons ?? []} onChoose={(reasons) => write({ reasons })} />}
      {judged && (
        <Covered ports={take.ports} chosen={judged} onChoose={setChosen} approving={verdict.kind === "approve"} />
      )}
      {verdict.kind === "approve" && <Prospect take={take} final={isFinal} />}
      {verdict.kind === "approve" && <FinalChoice takes={[take]} chosen={isFinal} onChoose={setFinal} />}
      <div className="flex flex-wrap items-end gap-2">
        <Field
          autoFocus
          label={t(`verdict.label.${verdict.kind}`, {
            code,
            number: take.number,
            digest: shortDigest(take.digest),
            frame: number(frame),
          })}
          value={text}
          onChange={(typed) => write({ text: typed })}
          className="min-w-40 flex-1"
          placeholder={t(needed ? "verdict.needed" : "verdict.optional")}
        />
        <Button kind="quiet" onPress={leave}>
          {t("common:cancel")}
        </Button>
        {!conflicted && (
          <Button kind="primary" type="submit" isDisabled={!ready}>
            {t(`verdict.say.${verdict.kind}`)}
          </Button>
        )}
      </div>
      {conflicted && act.problem && (
        <Choice
          title={t("verdict.moved")}
          mine={t(`verdict.anyway.${verdict.kind}`)}
          onMine={() => say(take.version)}
          theirs={t("verdict.leave")}
          onTheirs={leave}
        >
          <Missed problem={act.problem} />
        </Choice>
      )}
      {act.problem && !conflicted && <ProblemNotice error={act.problem} inline />}
      {take.version !== seen && !act.problem && words.left === null && (
        <p role="status" className="text-body text-changes">
          {t("verdict.moved")}
        </p>
      )}
    </form>
  );
}

/** Enter and Ctrl Enter say it; Escape puts it aside with its words. */
function useVerdictKeys(say: () => void, aside: () => void): void {
  const { t } = useTranslation("player");
  const group = t("title");
  useShortcut({ id: "verdict.say", label: t("verdict.keys.say"), group, keys: "mod+enter", run: say });
  useShortcut({
    id: "verdict.close",
    label: t("verdict.keys.aside"),
    group,
    keys: "escape",
    inFields: true,
    run: aside,
  });
}

/** What is not approved yet; where all of it is, all. */
const coveredFirst = (take: Take): readonly string[] =>
  take.covers.length > 0 ? take.covers : heldParts(take.ports).flatMap(({ ports }) => ports);

function actionOf(
  kind: Verdict["kind"],
  { text, frame, last, note, drawing, reasons }: Words,
  judged: readonly string[] | null,
  final: boolean,
  mentions: string[],
): TakeAction {
  const said = text.trim();
  const ports = judged && [...judged];
  if (kind === "approve") return { do: "approve", comment: said, ports, final };
  if (kind === "changes") return { do: "changes", comment: said, frame, ports, reasons: reasons ?? [] };
  const about = { frame, last: last ?? null, kind: note ?? "note", answers: null, drawing: drawing ?? [] };
  return { do: "note", said: { text: said, mentions, ...about } };
}

/** What others did to the take meanwhile. */
function Missed({ problem }: { problem: Problem }) {
  const { t } = useTranslation("player");
  const missed = (problem.data.missed ?? []) as { event: string; type: string; actor: { name: string } | string }[];
  return (
    <ul className="text-body">
      {missed.map(({ event, type, actor }) => (
        <li key={event}>
          {typeof actor === "string" ? actor : actor.name}:{" "}
          {t(`verdict.missed.${type.replace("take.", "")}`, { defaultValue: type })}
        </li>
      ))}
    </ul>
  );
}
