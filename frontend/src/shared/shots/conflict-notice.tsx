/** Somebody saved first: their values beside mine, and which shall stand. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Radio, RadioGroup } from "react-aria-components";
import type { Problem } from "../api/problem";
import { Button } from "../ui/button";
import type { Draft, FieldName } from "./draft";
import { record, valueText } from "../inputs/naming";

interface Missed {
  event: string;
  field: string;
  to: unknown;
  who: string;
}

interface ConflictNoticeProps {
  problem: Problem;
  draft: Draft;
  /** Save mine on top of theirs, without the fields where theirs shall stand. */
  onReapply: (without: readonly FieldName[]) => void;
}

export function ConflictNotice({ problem, draft, onReapply }: ConflictNoticeProps) {
  const { t } = useTranslation("shot");
  const missed = missedOf(problem);
  const fields = (Object.keys(draft) as FieldName[]).filter((field) => missed.some((each) => each.field === field));
  const beside = missed.filter((each) => !fields.includes(each.field as FieldName));
  const [theirs, setTheirs] = useState<readonly FieldName[]>([]);
  const choose = (field: FieldName, whose: string) =>
    setTheirs((old) => [...old.filter((each) => each !== field), ...(whose === "theirs" ? [field] : [])]);
  return (
    <div
      role="alert"
      className="flex flex-col gap-2 rounded-md border border-line border-l-2 border-l-changes bg-panel p-3"
    >
      <p className="text-form font-semibold">
        <span aria-hidden className="mr-1.5 text-changes">
          ↺
        </span>
        {t("conflict.title")}
      </p>
      <p className="text-body text-muted">{t("conflict.safe")}</p>
      {fields.map((field) => (
        <RadioGroup
          key={field}
          aria-label={t(`edit.${field}`)}
          value={theirs.includes(field) ? "theirs" : "mine"}
          onChange={(whose) => choose(field, whose)}
          className="flex flex-col gap-1"
        >
          <p className="text-label font-medium text-muted">{t(`edit.${field}`)}</p>
          <Choice value="mine" who={t("conflict.mine")} text={valueText(draft[field]) || t("edit.follows")} />
          <Choice
            value="theirs"
            who={missed.findLast((each) => each.field === field)?.who ?? t("conflict.theirs")}
            text={valueText(missed.findLast((each) => each.field === field)?.to) || t("edit.follows")}
          />
        </RadioGroup>
      ))}
      {beside.map((each) => (
        <p key={each.event} className="text-body text-muted">
          {t("conflict.beside", { who: each.who, field: each.field, value: valueText(each.to) })}
        </p>
      ))}
      <Button kind="primary" size="small" className="self-start" onPress={() => onReapply(theirs)}>
        {t(theirs.length === Object.keys(draft).length ? "conflict.take-theirs" : "conflict.reapply")}
      </Button>
    </div>
  );
}

function Choice({ value, who, text }: { value: string; who: string; text: string }) {
  return (
    <Radio
      value={value}
      className="group flex gap-2 rounded-md border border-line p-2 text-form selected:border-accent"
    >
      <span
        aria-hidden
        className="mt-1 size-2.5 shrink-0 rounded-full border border-strong group-selected:border-accent group-selected:bg-accent"
      />
      <span className="min-w-0">
        <span className="block text-label text-muted">{who}</span>
        <span dir="auto" className="break-words whitespace-pre-line">
          {text}
        </span>
      </span>
    </Radio>
  );
}

function missedOf(problem: Problem): Missed[] {
  const all = Array.isArray(problem.data.missed) ? problem.data.missed : [];
  return all.map(record).map((each) => ({
    event: String(each.event),
    field: String(each.field ?? each.type),
    to: each.to,
    who: String(record(each.actor).name ?? ""),
  }));
}
