/** One line below the picture: a verdict or a note on the take that is shown, bound to its file and to a frame; Enter says it. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../keys/registry";
import { keys } from "../live/query-keys";
import { useCommand } from "../live/use-command";
import { useProduction } from "../routing/use-production";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { ProblemNotice } from "../ui/problem-notice";
import { toast } from "../ui/toast";
import { actOnTake, shortDigest, type Take, type TakeAction } from "./takes";

export interface Verdict {
  kind: "approve" | "changes" | "note";
  frame: number;
}

interface VerdictBarProps {
  take: Take;
  code: string;
  verdict: Verdict;
  onClose: () => void;
  onDone?: () => void;
}

export function VerdictBar({ take: now, code, verdict, onClose, onDone }: VerdictBarProps) {
  const { t } = useTranslation("player");
  const { id } = useProduction();
  // The take as it was when the bar opened: what the verdict is about, even if somebody acts in between.
  const [take] = useState(now);
  const [text, setText] = useState("");
  const act = useCommand({
    call: (action: TakeAction, key) => actOnTake(take, action, key),
    onDone: () => {
      toast(t(`verdict.done.${verdict.kind}`, { code, number: take.number }));
      onClose();
      onDone?.();
    },
    renews: [keys.takes(id, take.shot), keys.take(id, take.id), keys.review(id)],
  });
  useShortcut({
    id: "verdict.close",
    label: t("common:cancel"),
    group: t("title"),
    keys: "escape",
    inFields: true,
    run: onClose,
  });
  const needed = verdict.kind !== "approve";
  const ready = !needed || text.trim() !== "";
  const say = () => {
    if (!ready || act.saving) return;
    if (verdict.kind === "approve") act.run({ do: "approve", comment: text.trim() });
    else if (verdict.kind === "changes") act.run({ do: "changes", comment: text.trim(), frame: verdict.frame });
    else act.run({ do: "note", text: text.trim(), frame: verdict.frame });
  };
  return (
    <form
      className="flex shrink-0 flex-col gap-2 border-t border-accent bg-raised px-3 py-2"
      onSubmit={(event) => {
        event.preventDefault();
        say();
      }}
    >
      <div className="flex items-end gap-2">
        <Field
          autoFocus
          label={t(`verdict.label.${verdict.kind}`, {
            code,
            number: take.number,
            digest: shortDigest(take.digest),
            frame: verdict.frame,
          })}
          value={text}
          onChange={setText}
          className="flex-1"
          placeholder={t(needed ? "verdict.needed" : "verdict.optional")}
        />
        <Button kind="quiet" onPress={onClose}>
          {t("common:cancel")}
        </Button>
        <Button kind="primary" type="submit" isDisabled={!ready || act.saving}>
          {t(`verdict.say.${verdict.kind}`)}
        </Button>
      </div>
      {act.problem && <ProblemNotice error={act.problem} inline />}
      {now.version !== take.version && !act.problem && (
        <p role="status" className="text-body text-changes">
          {t("verdict.moved")}
        </p>
      )}
    </form>
  );
}
