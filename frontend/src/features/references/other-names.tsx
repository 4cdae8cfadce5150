/** What else a reference is called: names by which the script finds it too, and the way to say that two are the same. */
import { X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftText } from "../../shared/drafts/use-draft";
import { useCommand } from "../../shared/live/use-command";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { MergeDialog } from "./merge-dialog";
import { changeAlias, type AliasChange, type Reference } from "./queries";

export function OtherNames({ reference }: { reference: Reference }) {
  const { t } = useTranslation("references");
  const { id, may, past } = useProduction();
  const allowed = !past && !reference.removed && may("change", reference.can).allowed;
  const [name, setName, draft] = useDraftText(`reference/${reference.id}/alias`);
  const [merging, setMerging] = useState(false);
  const save = useCommand({
    call: (asked: AliasChange, key) => changeAlias(reference.id, asked, key),
    onDone: (_, asked) => asked.act === "add" && draft.drop(),
    renews: [keys.reference(id, reference.id), keys.of(id, "references")],
  });
  const { version } = reference;
  const add = () => name.trim() !== "" && save.run({ act: "add", name: name.trim(), version });
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-label font-medium text-muted">{t("aliases.title")}</legend>
      {reference.aliases.length === 0 && <p className="text-body text-muted">{t("aliases.none")}</p>}
      <ul className="flex flex-wrap gap-1.5">
        {reference.aliases.map((alias) => (
          <li key={alias} className="flex items-center gap-1 rounded-sm border border-line bg-raised pl-2 text-body">
            <bdi>{alias}</bdi>
            {allowed && (
              <button
                type="button"
                aria-label={t("aliases.remove", { name: alias })}
                disabled={save.saving}
                onClick={() => save.run({ act: "remove", name: alias, version })}
                className="flex size-6 items-center justify-center rounded-sm text-muted hover:text-text"
              >
                <X size={13} aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
      {allowed && (
        <div className="flex items-end gap-2">
          <Field
            label={t("aliases.add")}
            value={name}
            onChange={setName}
            placeholder={t("aliases.hint")}
            className="flex-1"
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              add();
            }}
          />
          <Button isDisabled={name.trim() === "" || save.saving} onPress={add}>
            {t("add-attribute")}
          </Button>
          <Button onPress={() => setMerging(true)}>{t("merge.open")}</Button>
        </div>
      )}
      <DraftNotice draft={draft} base={null} />
      {save.problem && <ProblemNotice error={save.problem} inline />}
      {merging && <MergeDialog reference={reference} onClose={() => setMerging(false)} />}
    </fieldset>
  );
}
