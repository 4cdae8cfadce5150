/** Bringing a shot list: choose a file, say what its columns hold, look at what it would do, then save it. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../shared/api/problem";
import { chosen, type ChosenFile } from "../../shared/api/upload";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { FileButton, FileDrop } from "../../shared/ui/file-button";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { ColumnTable } from "./shot-list-columns";
import { importList, openList, tryList, type Fields, type Imported, type Listing } from "./shot-list-calls";
import { WhatItDoes } from "./shot-list-outcome";

const ACCEPTED = [".csv", ".tsv", ".xlsx", "text/csv"];

interface Opened {
  chosen: ChosenFile;
  fields: Fields;
}

export function ShotListDialog({ production, onClose }: { production: string; onClose: () => void }) {
  const { t } = useTranslation("board");
  const [opened, setOpened] = useState<Opened | null>(null);
  const listing = useMutation({
    mutationFn: (one: ChosenFile) => openList(production, one.file),
    onSuccess: (found, one) =>
      setOpened({ chosen: one, fields: Object.fromEntries(found.columns.map(({ name, field }) => [name, field])) }),
  });
  const trial = useMutation({ mutationFn: (asked: Listing) => tryList(production, asked) });
  const save = useCommand<Listing, Imported>({
    call: (asked, key) => importList(production, asked, key),
    onDone: ({ counts }) => {
      toast(t("list.saved", { created: counts.created, changed: counts.changed }));
      onClose();
    },
    renews: [keys.scenes(production), keys.of(production, "shots"), keys.of(production, "references")],
  });
  const asked = opened && { file: opened.chosen.file, id: opened.chosen.id, fields: opened.fields };
  const problem =
    save.problem ?? (trial.error && asProblem(trial.error)) ?? (listing.error && asProblem(listing.error));
  const errors = trial.data?.counts.errors ?? 0;
  const file = {
    accept: ACCEPTED,
    isDisabled: listing.isPending,
    onFile: (one: File) => {
      trial.reset();
      save.reset();
      listing.mutate(chosen(one));
    },
  };
  return (
    <Dialog
      title={t("list.title")}
      open
      onClose={onClose}
      width="large"
      footer={
        <>
          {listing.data && <FileButton label={t("list.another")} {...file} />}
          <Button isDisabled={!asked || trial.isPending} onPress={() => asked && trial.mutate(asked)}>
            {t(trial.isPending ? "list.comparing" : "list.compare")}
          </Button>
          <Button
            kind="primary"
            isDisabled={!asked || !trial.data || save.saving}
            onPress={() => asked && save.run({ ...asked, skip: errors > 0 })}
          >
            {save.saving ? t("common:saving") : errors > 0 ? t("list.save-without", { count: errors }) : t("list.save")}
          </Button>
        </>
      }
    >
      {problem && <ProblemNotice error={problem} inline />}
      {listing.data && opened ? (
        <div className="flex flex-col gap-4">
          <ColumnTable
            columns={listing.data.columns}
            fields={opened.fields}
            onChange={(fields) => {
              trial.reset();
              setOpened({ ...opened, fields });
            }}
          />
          {trial.data && <WhatItDoes outcome={trial.data} />}
        </div>
      ) : (
        <FileDrop text={t("list.text")} label={t(listing.isPending ? "list.reading" : "list.choose")} {...file} />
      )}
    </Dialog>
  );
}
