/** A production's name, its policies, and closing it; only for those who may change them. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Production } from "../../shared/api/productions";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Checkbox, Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { writeSetting, type SettingAsked } from "./queries";
import { PANEL, Section } from "../../shared/ui/section";

export function Settings({ production }: { production: Production }) {
  const { t } = useTranslation("overview");
  const { may } = useProduction();
  const [archiving, setArchiving] = useState(false);
  const save = useCommand({
    call: (asked: SettingAsked, key) => writeSetting(production.id, production.version, asked, key),
    renews: [keys.production(production.id), keys.productions, keys.me],
    onDone: () => {
      toast(t("done.setting"));
      setArchiving(false);
    },
  });
  if (!may("rename").allowed && !may("change_policies").allowed) return null;
  return (
    <Section title={t("settings")}>
      <div className={`${PANEL} flex flex-col gap-4 p-3`}>
        <Name
          key={production.name}
          production={production}
          saving={save.saving}
          onSave={(name) => save.run({ name })}
        />
        <Checkbox
          isSelected={production.policies.four_eyes ?? false}
          isDisabled={save.saving || !may("change_policies").allowed}
          onChange={(four_eyes) => save.run({ policies: { four_eyes } })}
        >
          {t("four-eyes")}
        </Checkbox>
        {save.problem && !archiving && <ProblemNotice error={save.problem} inline />}
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
          {save.problem && <ProblemNotice error={save.problem} inline />}
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

function Name({
  production,
  saving,
  onSave,
}: {
  production: Production;
  saving: boolean;
  onSave: (name: string) => void;
}) {
  const { t } = useTranslation("overview");
  const { may } = useProduction();
  const [name, setName] = useState(production.name);
  const changed = name.trim() !== "" && name.trim() !== production.name;
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed) onSave(name.trim());
      }}
    >
      <Field
        label={t("name")}
        value={name}
        onChange={setName}
        isDisabled={!may("rename").allowed}
        className="min-w-0 flex-1"
      />
      <Button type="submit" isPending={saving} isDisabled={!changed}>
        {t("rename")}
      </Button>
    </form>
  );
}
