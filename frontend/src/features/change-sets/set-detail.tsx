/** One change set: what it is for, its edits beside what is there now, what they would cost, and what can be done with it. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  changeSetQuery,
  drop,
  gather,
  move,
  type ChangeSet,
  type GatheredEdit,
  type Move,
  type Summary,
} from "../../shared/change-sets/calls";
import { useShortcut } from "../../shared/keys/registry";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { RelativeTime } from "../../shared/ui/figures";
import { Menu, MenuItem } from "../../shared/ui/menu";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { Section } from "../../shared/ui/section";
import { toast } from "../../shared/ui/toast";
import { EditRow } from "./edit-row";
import { MoveDialog } from "./move-dialog";
import { NewSet } from "./new-set";
import { SetPlanPart } from "./set-plan";
import { Status } from "./status";

interface SetDetailProps {
  id: string;
  others: readonly Summary[];
  onCompare: (id: string) => void;
}

export function SetDetail({ id, others, onCompare }: SetDetailProps) {
  const query = useQuery(changeSetQuery(useProduction().id, id));
  return (
    <QueryView query={query}>
      {(set) => (
        <div className="flex max-w-5xl flex-col gap-6 p-4">
          <Head set={set} others={others} onCompare={onCompare} />
          <Edits set={set} />
          {isOpen(set) && set.edits > 0 && <SetPlanPart set={set} />}
        </div>
      )}
    </QueryView>
  );
}

const isOpen = ({ status }: ChangeSet) => status === "draft" || status === "proposed";

function Head({ set, others, onCompare }: { set: ChangeSet } & Omit<SetDetailProps, "id">) {
  const { t } = useTranslation("change-sets");
  return (
    <header className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <h2 dir="auto" className="min-w-0 text-title font-semibold break-words">
          {set.name}
        </h2>
        <Status status={set.status} />
        <span className="text-body text-muted">
          <bdi>{set.author.name}</bdi> {set.since && <RelativeTime at={set.since} />}
        </span>
      </div>
      {set.note_erased ? (
        <p className="text-form text-muted">{t("erased")}</p>
      ) : (
        set.note && (
          <p dir="auto" className="text-form whitespace-pre-line">
            {set.note}
          </p>
        )
      )}
      {(set.comment || set.comment_erased) && (
        <p dir="auto" className="border-l-2 border-line pl-2 text-form whitespace-pre-line text-muted">
          {set.comment_erased ? t("erased") : set.comment}
        </p>
      )}
      <Actions set={set} others={others} onCompare={onCompare} />
    </header>
  );
}

function Actions({ set, others, onCompare }: { set: ChangeSet } & Omit<SetDetailProps, "id">) {
  const { t } = useTranslation("change-sets");
  const { id, may } = useProduction();
  const [asking, setAsking] = useState<Move["act"] | null>(null);
  const [renaming, setRenaming] = useState(false);
  const command = useCommand({
    call: (asked: Move, key) => move(set.id, asked, key),
    onDone: (done, { act }) => {
      setAsking(null);
      toast(t(`done.${act}`, { name: done.name }));
    },
    renews: [keys.changeSet(id, set.id), keys.changeSets(id)],
  });
  const can = (act: "change" | Move["act"]) => may(act, set.can);
  const ask = (act: Move["act"]) => {
    command.reset();
    setAsking(act);
  };
  const comparable = others.filter(
    (each) => each.id !== set.id && (each.status === "draft" || each.status === "proposed"),
  );
  const apply = can("apply");
  useShortcut({
    id: "change-sets.apply",
    label: t("act.apply"),
    group: t("title"),
    keys: "mod+enter",
    enabled: apply.allowed,
    run: () => ask("apply"),
  });
  useShortcut({
    id: "change-sets.propose",
    label: t("act.propose"),
    group: t("title"),
    keys: "p",
    enabled: can("propose").allowed,
    run: () => ask("propose"),
  });
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {isOpen(set) && (
          <Button kind="primary" isDisabled={!apply.allowed || command.saving} onPress={() => ask("apply")}>
            {t("act.apply")}
          </Button>
        )}
        {set.status === "draft" && (
          <Button isDisabled={!can("propose").allowed} onPress={() => ask("propose")}>
            {t("act.propose")}
          </Button>
        )}
        {can("reopen").allowed && (
          <Button isDisabled={command.saving} onPress={() => command.run({ act: "reopen", version: set.version })}>
            {t("act.reopen")}
          </Button>
        )}
        {isOpen(set) && comparable.length > 0 && (
          <Menu trigger={<Button>{t("act.compare")}</Button>} placement="bottom start">
            {comparable.map((each) => (
              <MenuItem key={each.id} label={each.name} onAction={() => onCompare(each.id)} />
            ))}
          </Menu>
        )}
        {may("gather_changes").allowed && (
          <Button kind="quiet" onPress={() => setRenaming(true)}>
            {t("act.rename")}
          </Button>
        )}
        {can("withdraw").allowed && (
          <Button kind="quiet" onPress={() => ask("withdraw")}>
            {t("act.withdraw")}
          </Button>
        )}
      </div>
      {isOpen(set) && !apply.allowed && apply.reason && <p className="text-body text-muted">{apply.reason}</p>}
      {set.status === "applied" && <p className="text-body text-muted">{t("applied-undo")}</p>}
      {command.problem && !asking && <ProblemNotice error={command.problem} inline />}
      {asking && <MoveDialog act={asking} set={set} command={command} onClose={() => setAsking(null)} />}
      {renaming && <NewSet set={set} onClose={() => setRenaming(false)} />}
    </div>
  );
}

function Edits({ set }: { set: ChangeSet }) {
  const { t } = useTranslation("change-sets");
  const { id, may } = useProduction();
  const renews = [keys.changeSet(id, set.id), keys.changeSets(id)];
  const dropping = useCommand({
    call: (edit: GatheredEdit, key) => drop(set.id, { edits: [{ field: edit.field, [edit.kind]: edit.thing }] }, key),
    onDone: (_, edit) => toast(t("edit.dropped", { label: edit.label })),
    renews,
  });
  const keeping = useCommand({
    call: (edit: GatheredEdit, key) =>
      gather(set.id, { edits: [{ field: edit.field, value: edit.to, from: edit.now, [edit.kind]: edit.thing }] }, key),
    onDone: (_, edit) => toast(t("edit.kept", { label: edit.label })),
    renews,
  });
  const change = may("change", set.can);
  const busy = dropping.saving || keeping.saving;
  const problem = dropping.problem ?? keeping.problem;
  return (
    <Section title={t("edits", { count: set.edits })}>
      {set.in_the_way > 0 && (
        <p role="status" className="mb-2 text-form">
          <span aria-hidden className="mr-1.5 text-failed">
            ✕
          </span>
          {t("in-the-way-help", { count: set.in_the_way })}
          {set.status === "proposed" && ` ${t("reopen-first")}`}
        </p>
      )}
      {problem && <ProblemNotice error={problem} inline />}
      {set.gathered.length === 0 ? (
        <p className="text-form text-muted">{t("no-edits")}</p>
      ) : (
        <ul className="divide-y divide-line rounded-md border border-line bg-panel">
          {set.gathered.map((edit) => (
            <EditRow
              key={`${edit.thing} ${edit.field}`}
              edit={edit}
              applied={set.status === "applied"}
              changeable={change.allowed && !busy}
              onDrop={() => dropping.run(edit)}
              onKeep={() => keeping.run(edit)}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}
