/** The statuses that the work on shots can have here: their names and order, and what becomes of shots whose status goes. */
import { useQuery } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { client, idempotent, ifMatch, read } from "../../shared/api/client";
import type { Problem } from "../../shared/api/problem";
import { worksQuery, type Works } from "../../shared/api/works";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { record } from "../../shared/inputs/naming";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button, IconButton } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Checkbox, Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Select } from "../../shared/ui/select";
import { toast } from "../../shared/ui/toast";
import "./fields-words";

interface Listed {
  /** null: it is new. */
  id: string | null;
  name: string;
  ends: boolean;
}

interface Said {
  listed: Listed[];
  /** What shots get whose status goes, by its id. */
  instead: Record<string, string>;
}

export function StatusesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("board-fields");
  const { data } = useQuery(worksQuery(useProduction().id));
  return (
    <Dialog title={t("statuses.title")} open onClose={onClose}>
      {data && <Form works={data} onClose={onClose} />}
    </Dialog>
  );
}

function Form({ works, onClose }: { works: Works; onClose: () => void }) {
  const { t } = useTranslation("board-fields");
  const { id } = useProduction();
  const live = works.statuses.filter(({ retired }) => !retired);
  const now: Said = { listed: live.map((each) => ({ id: each.id, name: each.name, ends: each.ends })), instead: {} };
  const draft = useDraft<Said, Said>("board/statuses", now);
  const said = draft.value ?? now;
  const write = (part: Partial<Said>) => draft.write({ ...said, ...part });
  const put = (index: number, part: Partial<Listed>) =>
    write({ listed: said.listed.map((each, at) => (at === index ? { ...each, ...part } : each)) });
  const move = (index: number, by: -1 | 1) => {
    const listed = [...said.listed];
    const [one] = listed.splice(index, 1);
    if (one) listed.splice(index + by, 0, one);
    write({ listed });
  };
  const save = useCommand({
    call: (asked: Said, key) =>
      read(
        client.PUT("/api/v1/productions/{production}/statuses/", {
          params: { path: { production: id } },
          headers: { ...ifMatch(works.version), ...idempotent(key) },
          body: { statuses: asked.listed, instead: asked.instead, version: null },
        }),
      ),
    onDone: () => {
      draft.drop();
      toast(t("statuses.saved"));
      onClose();
    },
    renews: [keys.works(id), keys.production(id)],
  });
  const known = said.listed.filter((each): each is Listed & { id: string } => each.id !== null);
  const gone = live.filter((each) => known.every((other) => other.id !== each.id));
  const used = inUse(save.problem);
  const unnamed = said.listed.some(({ name }) => name.trim() === "");
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        save.run(said);
      }}
    >
      <p className="text-body text-muted">{t("statuses.text")}</p>
      <DraftNotice draft={draft} base={now} />
      <ol className="flex flex-col gap-2">
        {said.listed.map((each, index) => (
          <li key={each.id ?? `new ${index}`} className="flex flex-wrap items-end gap-1">
            <Field
              label={t("statuses.name", { place: index + 1 })}
              className="min-w-32 flex-1"
              value={each.name}
              maxLength={40}
              onChange={(name) => put(index, { name })}
            />
            <Checkbox isSelected={each.ends} onChange={(ends) => put(index, { ends })}>
              {t("statuses.ends")}
            </Checkbox>
            <IconButton
              label={t("statuses.earlier", { name: each.name })}
              icon={<ArrowUp size={14} />}
              isDisabled={index === 0}
              onPress={() => move(index, -1)}
            />
            <IconButton
              label={t("statuses.later", { name: each.name })}
              icon={<ArrowDown size={14} />}
              isDisabled={index === said.listed.length - 1}
              onPress={() => move(index, 1)}
            />
            <IconButton
              label={t("statuses.remove", { name: each.name })}
              icon={<Trash2 size={14} />}
              isDisabled={said.listed.length === 1}
              onPress={() => write({ listed: said.listed.filter((_, at) => at !== index) })}
            />
          </li>
        ))}
      </ol>
      <Button
        size="small"
        className="self-start"
        onPress={() => write({ listed: [...said.listed, { id: null, name: "", ends: false }] })}
      >
        <Plus size={14} aria-hidden />
        {t("statuses.add")}
      </Button>
      {gone.map((each) => (
        <Select
          key={each.id}
          label={t("statuses.instead", { name: each.name, count: used.get(each.id) ?? 0 })}
          value={said.instead[each.id] ?? ""}
          onChange={(chosen) => write({ instead: { ...said.instead, [each.id]: chosen } })}
          options={known.map((other) => ({ value: other.id, label: other.name }))}
        />
      ))}
      {save.problem && <ProblemNotice error={save.problem} inline />}
      <div className="flex justify-end gap-2">
        <Button
          onPress={() => {
            draft.drop();
            onClose();
          }}
        >
          {t("common:cancel")}
        </Button>
        <Button type="submit" kind="primary" isDisabled={draft.value === undefined || unnamed || save.saving}>
          {t("statuses.save")}
        </Button>
      </div>
    </form>
  );
}

/** How many shots have a status that would go, by its id, as a refusal tells. */
function inUse(problem: Problem | null): ReadonlyMap<string, number> {
  const told = Array.isArray(problem?.data.statuses) ? problem.data.statuses : [];
  return new Map(told.map(record).map((each) => [String(each.id), Number(each.shots)]));
}
