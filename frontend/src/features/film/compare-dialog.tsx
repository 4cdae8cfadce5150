/** Comparing an edit with the film: choose or drop a file, read what is otherwise, then take what the cut can show. */
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { client, idempotent, read } from "../../shared/api/client";
import { asProblem } from "../../shared/api/problem";
import type { components } from "../../shared/api/schema";
import { withFile } from "../../shared/api/upload";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { FileButton, FileDrop } from "../../shared/ui/file-button";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { EditDifference } from "./edit-difference";

type Difference = components["schemas"]["EditDifference"];

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
  const { may } = useProduction();
  const apply = useCommand({
    call: (body: { edits: Difference["edits"]; version: number }, key) =>
      read(
        client.POST("/api/v1/productions/{production}/cut/edits/", {
          params: { path: { production } },
          headers: idempotent(key),
          body,
        }),
      ),
    onDone: (_, { edits }) => {
      toast(t("compare.applied", { count: edits.length }));
      onClose();
    },
    renews: [keys.cut(production)],
  });
  const file = { accept: ENDINGS, isDisabled: isPending, onFile: (chosen: File) => mutate(chosen) };
  return (
    <Dialog
      title={t("compare.title")}
      open
      onClose={onClose}
      width="large"
      footer={
        data && (
          <>
            {apply.problem && <ProblemNotice error={apply.problem} inline />}
            <FileButton label={t("compare.another")} {...file} />
            {data.edits.length > 0 && (
              <span title={may("add_shot").allowed ? undefined : (may("add_shot").reason ?? undefined)}>
                <Button
                  kind="primary"
                  isDisabled={apply.saving || !may("add_shot").allowed}
                  onPress={() => apply.run({ edits: data.edits, version: data.version })}
                >
                  {t("compare.apply", { count: data.edits.length })}
                </Button>
              </span>
            )}
          </>
        )
      }
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
