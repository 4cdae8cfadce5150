/** Comparing an edit with the film: choose or drop a file, then read what is otherwise. */
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { client, read } from "../../shared/api/client";
import { asProblem } from "../../shared/api/problem";
import { withFile } from "../../shared/api/upload";
import { Dialog } from "../../shared/ui/dialog";
import { FileButton, FileDrop } from "../../shared/ui/file-button";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { EditDifference } from "./edit-difference";

const ENDINGS = [".otio", ".edl", ".fcpxml", ".xml"];

const compare = (production: string, file: File) =>
  read(
    client.POST("/api/v1/productions/{production}/cut/compare/", {
      params: { path: { production } },
      ...withFile(file),
    }),
  );

export function CompareDialog({ production, onClose }: { production: string; onClose: () => void }) {
  const { t } = useTranslation("film");
  const comparison = useMutation({ mutationFn: (file: File) => compare(production, file) });
  const { data, error, isPending, mutate } = comparison;
  const file = { accept: ENDINGS, isDisabled: isPending, onFile: (chosen: File) => mutate(chosen) };
  return (
    <Dialog
      title={t("compare.title")}
      open
      onClose={onClose}
      width="large"
      footer={data && <FileButton label={t("compare.another")} {...file} />}
    >
      {error && <ProblemNotice error={asProblem(error)} inline />}
      {data ? (
        <EditDifference difference={data} />
      ) : (
        <FileDrop text={t("compare.text")} label={t(isPending ? "compare.reading" : "compare.choose")} {...file} />
      )}
    </Dialog>
  );
}
