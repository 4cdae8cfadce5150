/** A production's name, its policies, and closing it; only for those who may change them. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { MovedNotice } from "../../shared/affects/moved-notice";
import type { Production } from "../../shared/api/productions";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { keys } from "../../shared/live/query-keys";
import { useCommand, type Command } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Checkbox, Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { ApprovingPolicies } from "./approving-policies";
import { writeSetting, type SettingAsked } from "./queries";
import { PANEL, Section } from "../../shared/ui/section";

export function Settings({ production }: { production: Production }) {
  const { t } = useTranslation("overview");
  const { may } = useProduction();
  const [archiving, setArchiving] = useState(false);
  const save = useSetting(production, () => setArchiving(false));
  if (!may("rename").allowed && !may("change_policies").allowed) return null;
  return (
    <Section title={t("settings")}>
      <div className={`${PANEL} flex flex-col gap-4 p-3`}>
        <Name production={production} />
        <Checkbox
          isSelected={production.policies.four_eyes === true}
          isDisabled={save.saving || !may("change_policies").allowed}
          onChange={(four_eyes) => save.run({ policies: { four_eyes } })}
        >
          {t("four-eyes")}
        </Checkbox>
        <ApprovingPolicies
          production={production}
          fixed={save.saving || !may("change_policies").allowed}
          onChange={save.run}
        />
        {!archiving && <SettingProblem save={save} />}
        <Button
          kind="danger"
          size="small"
          className="self-start"
          isDisabled={!may("archive").allowed || production.archived}
          onPress={() => setArchiving(true)}
        >
          {production.archived ? t("archived") : t("archive")}
        </Button>
      </div>
      <Dialog
        title={t("archive-title", { name: production.name })}
        open={archiving}
        onClose={() => setArchiving(false)}
      >
        <div className="flex flex-col gap-4 text-form">
          <p>{t("archive-help")}</p>
          <SettingProblem save={save} />
          <div className="flex justify-end gap-2">
            <Button onPress={() => setArchiving(false)}>{t("common:cancel")}</Button>
            <Button kind="danger" isPending={save.saving} onPress={() => save.run({ archived: true })}>
              {t("archive")}
            </Button>
          </div>
        </div>
      </Dialog>
    </Section>
  );
}

/** What went wrong; a conflict has brought the newest settings already, so that one looks and tries again. */
function SettingProblem({ save }: { save: Pick<Command<SettingAsked, unknown>, "problem" | "reset"> }) {
  if (!save.problem) return null;
  return <ProblemNotice error={save.problem} inline {...(save.problem.conflict ? { onRetry: save.reset } : {})} />;
}

function Name({ production }: { production: Production }) {
  const { t } = useTranslation("overview");
  const { may } = useProduction();
  const draft = useDraft<string, string>("name", production.name);
  const name = draft.value ?? production.name;
  const moved = draft.value !== undefined && draft.base !== production.name;
  const save = useSetting(production, (asked) => "name" in asked && draft.drop());
  const changed = name.trim() !== "" && name.trim() !== production.name;
  const send = () => save.run({ name: name.trim() });
  const settled = !moved && !save.problem?.conflict;
  const drop = () => {
    draft.drop();
    save.reset();
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed && settled) send();
      }}
    >
      <DraftNotice
        draft={draft}
        base={production.name}
        meanwhile={moved ? [{ field: t("name"), now: production.name }] : []}
      />
      <div className="flex items-end gap-2">
        <Field
          label={t("name")}
          value={name}
          onChange={(text) => draft.write(text === production.name ? undefined : text)}
          isDisabled={!may("rename").allowed}
          className="min-w-0 flex-1"
        />
        {settled && (
          <Button type="submit" isPending={save.saving} isDisabled={!changed}>
            {t("rename")}
          </Button>
        )}
      </div>
      <SaveProblem problem={save.problem} onMine={send} onTheirs={drop} />
      {moved && draft.left === null && !save.problem && (
        <MovedNotice
          moved={[{ field: t("name"), who: null, theirs: production.name, mine: name }]}
          onMine={() => draft.stand(production.name)}
          onTheirs={drop}
        />
      )}
    </form>
  );
}

function useSetting(production: Production, onDone: (asked: SettingAsked) => void) {
  const { t } = useTranslation("overview");
  return useCommand({
    call: (asked: SettingAsked, key) => writeSetting(production.id, production.version, asked, key),
    renews: [keys.production(production.id), keys.productions, keys.me],
    onDone: (_, asked) => {
      toast(t("done.setting"));
      onDone(asked);
    },
  });
}
