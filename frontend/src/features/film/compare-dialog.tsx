/** Comparing an edit with the film: choose or drop a file, then read what is otherwise. */
import { useMutation } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { client, read } from "../../shared/api/client";
import { asProblem } from "../../shared/api/problem";
import { withFile } from "../../shared/api/upload";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { EditDifference } from "./edit-difference";

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
  const choose = (file: File | undefined) => file && comparison.mutate(file);
  const { data, error, isPending } = comparison;
  return (
    <Dialog
      title={t("compare.title")}
      open
      onClose={onClose}
      width="large"
      footer={data && <FileButton onFile={choose} label={t(isPending ? "compare.reading" : "compare.another")} />}
    >
      {error && <ProblemNotice error={asProblem(error)} inline />}
      {data ? (
        <EditDifference difference={data} />
      ) : (
        <div
          className="flex flex-col items-center gap-3 rounded-md border border-dashed border-line px-6 py-10 text-center"
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            choose(event.dataTransfer.files[0]);
          }}
        >
          <p className="max-w-prose text-body text-muted">{t("compare.text")}</p>
          <FileButton onFile={choose} label={t(isPending ? "compare.reading" : "compare.choose")} />
        </div>
      )}
    </Dialog>
  );
}

function FileButton({ onFile, label }: { onFile: (file: File | undefined) => void; label: string }) {
  return (
    <FileTrigger acceptedFileTypes={[".otio", ".edl", ".fcpxml", ".xml"]} onSelect={(files) => onFile(files?.[0])}>
      <Button icon={<FileUp size={14} aria-hidden />}>{label}</Button>
    </FileTrigger>
  );
}
