/** The voice that somebody speaks with; without one, a voice follows from the name. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { useCommand } from "../../shared/live/use-command";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { Select } from "../../shared/ui/select";
import { setVoice, type Reference } from "./queries";
import { useReferences } from "./use-references";

const BY_NAME = "by name";

export function SpeaksWith({ reference }: { reference: Reference }) {
  const { t } = useTranslation("references");
  const { id, may, past } = useProduction();
  const voices = (useReferences(true).data ?? []).filter(
    (each) => each.kind === "voice" && (!each.removed || each.id === reference.voice),
  );
  const save = useCommand({
    call: (asked: { voice: string | null; version: number }, key) => setVoice(reference.id, asked, key),
    renews: [keys.reference(id, reference.id), keys.of(id, "references")],
  });
  const [wanted, setWanted] = useState(reference.voice);
  const run = (voice: string | null) => {
    setWanted(voice);
    save.run({ voice, version: reference.version });
  };
  return (
    <div className="flex flex-col gap-1">
      <Select
        label={t("voice.label")}
        options={[
          { value: BY_NAME, label: t("voice.none") },
          ...voices.map((each) => ({ value: each.id, label: each.removed ? t("voice.removed", each) : each.name })),
        ]}
        value={reference.voice ?? BY_NAME}
        isDisabled={past || save.saving || !may("change", reference.can).allowed}
        onChange={(chosen) => run(chosen === BY_NAME ? null : chosen)}
      />
      <p className="text-label text-muted">{t("voice.help")}</p>
      <SaveProblem problem={save.problem} onMine={() => run(wanted)} onTheirs={save.reset} />
    </div>
  );
}
