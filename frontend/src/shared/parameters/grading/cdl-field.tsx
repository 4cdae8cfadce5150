/** The field for a colour decision: its ten numbers, written here or read from a file that another program made. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { client, idempotent, read } from "../../api/client";
import type { components } from "../../api/schema";
import { chosen, withFile, type ChosenFile } from "../../api/upload";
import { useCommand } from "../../live/use-command";
import { useProduction } from "../../routing/use-production";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { FileButton } from "../../ui/file-button";
import { ProblemNotice } from "../../ui/problem-notice";
import { Select } from "../../ui/select";
import type { GradeFieldProps } from "./lut-field";
import { decisionOf, NEUTRAL, PARTS } from "./values";

type Found = components["schemas"]["ColourDecision"];

const ACCEPTED = [".cc", ".ccc", ".cdl"];
const CHANNELS = ["red", "green", "blue"] as const;
const NONE = "none";

export function CdlField({ value, onChange, isDisabled, error }: GradeFieldProps) {
  const { t } = useTranslation("grading");
  const { id } = useProduction();
  const [found, setFound] = useState<readonly Found[]>([]);
  const decision = decisionOf(value) ?? NEUTRAL;
  const send = useCommand({
    call: ({ file }: ChosenFile, key) =>
      read(
        client.POST("/api/v1/productions/{production}/cdls/", {
          params: { path: { production: id } },
          headers: idempotent(key),
          ...withFile(file),
        }),
      ),
    onDone: ({ decisions }) => {
      setFound(decisions.length > 1 ? decisions : []);
      if (decisions.length === 1) onChange(decisions[0]?.value ?? null);
    },
    renews: [],
  });
  return (
    <div role="group" aria-label={t("cdl.title")} className="flex flex-col gap-2">
      {PARTS.map((part) => (
        <div key={part} className="grid grid-cols-3 gap-2">
          {CHANNELS.map((channel, at) => (
            <Field
              key={channel}
              label={t("cdl.channel", { part: t(`cdl.${part}`), channel: t(`cdl.${channel}`) })}
              value={decision[part][at] ?? ""}
              onChange={(text) => onChange({ ...decision, [part]: decision[part].with(at, text) })}
              mono
              inputMode="decimal"
              isDisabled={isDisabled}
            />
          ))}
        </div>
      ))}
      <Field
        label={t("cdl.saturation")}
        value={decision.saturation}
        onChange={(saturation) => onChange({ ...decision, saturation })}
        className="w-28"
        mono
        inputMode="decimal"
        isDisabled={isDisabled}
      />
      {found.length > 0 && (
        <Select
          label={t("cdl.which", { count: found.length })}
          options={[
            { value: NONE, label: t("cdl.pick") },
            ...found.map(({ name }, at) => ({ value: String(at), label: name })),
          ]}
          value={NONE}
          onChange={(at) => at !== NONE && onChange(found[Number(at)]?.value ?? null)}
          isDisabled={isDisabled}
        />
      )}
      {!isDisabled && (
        <div className="flex flex-wrap gap-2">
          <FileButton
            label={t(send.saving ? "cdl.reading" : "cdl.choose")}
            accept={ACCEPTED}
            isDisabled={send.saving}
            onFile={(file) => send.run(chosen(file))}
          />
          <Button onPress={() => onChange(null)}>{t("cdl.neutral")}</Button>
        </div>
      )}
      {send.problem && <ProblemNotice error={send.problem} inline />}
      {error && <p className="text-body text-danger">{error}</p>}
    </div>
  );
}
