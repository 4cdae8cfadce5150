/** The field for a table of colours: a .cube file that is handed in, and who has the rights to it. */
import { useTranslation } from "react-i18next";
import { client, idempotent, read } from "../../api/client";
import { chosen, withFile, type ChosenFile } from "../../api/upload";
import { useCommand } from "../../live/use-command";
import { useProduction } from "../../routing/use-production";
import { Button } from "../../ui/button";
import { Field } from "../../ui/field";
import { FileButton } from "../../ui/file-button";
import { ProblemNotice } from "../../ui/problem-notice";
import { gradeText, tableOf } from "./values";

const ACCEPTED = [".cube"];

export interface GradeFieldProps {
  value: unknown;
  onChange: (value: unknown) => void;
  isDisabled: boolean;
  error: string | null;
}

export function LutField({ value, onChange, isDisabled, error }: GradeFieldProps) {
  const { t } = useTranslation("grading");
  const { id } = useProduction();
  const table = tableOf(value);
  const send = useCommand({
    call: ({ file }: ChosenFile, key) =>
      read(
        client.POST("/api/v1/productions/{production}/luts/", {
          params: { path: { production: id } },
          headers: idempotent(key),
          ...withFile(file),
        }),
      ),
    onDone: ({ file, name }) => onChange({ file, name, rights: "" }),
    renews: [],
  });
  return (
    <div className="flex flex-col gap-2">
      <p dir="auto" className="text-body break-words">
        {gradeText(table) ?? t("lut.none")}
      </p>
      {table && (
        <Field
          label={t("lut.rights")}
          value={table.rights}
          onChange={(rights) => onChange({ ...table, rights })}
          help={t("lut.rights-help")}
          isDisabled={isDisabled}
        />
      )}
      {!isDisabled && (
        <div className="flex flex-wrap gap-2">
          <FileButton
            label={t(send.saving ? "lut.sending" : "lut.choose")}
            accept={ACCEPTED}
            isDisabled={send.saving}
            onFile={(file) => send.run(chosen(file))}
          />
          {table && <Button onPress={() => onChange(null)}>{t("lut.remove")}</Button>}
        </div>
      )}
      {send.problem && <ProblemNotice error={send.problem} inline />}
      {error && <p className="text-body text-danger">{error}</p>}
    </div>
  );
}
