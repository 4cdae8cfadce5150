/** Templates and files: what a draft can start from, and what becomes of a pipeline that is good. */
import { FileStack } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../shared/api/problem";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Menu, MenuItem, MenuLine } from "../../shared/ui/menu";
import { toast } from "../../shared/ui/toast";
import { graphOfFile, type Pipeline, type PipelineFile } from "./queries";
import { NewTemplate } from "./template-form";
import { TemplatesDialog } from "./templates-dialog";
import type { Editing } from "./use-editing";

export function TemplatesMenu({ pipeline, editing }: { pipeline: Pipeline; editing: Editing }) {
  const { t } = useTranslation("pipeline");
  const { id } = useProduction();
  const [dialog, setDialog] = useState<"templates" | "new" | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const close = () => setDialog(null);
  const open = (file: File) =>
    void read(file, t("file.unread", { name: file.name }))
      .then((held) => graphOfFile(id, held))
      .then(({ nodes, outputs }) => editing.change({ nodes, outputs }))
      .catch((error: unknown) => toast(asProblem(error).message, { kind: "problem" }));
  return (
    <>
      <Menu trigger={<Button icon={<FileStack size={14} aria-hidden />}>{t("templates.menu")}</Button>}>
        <MenuItem label={t("templates.open")} onAction={() => setDialog("templates")} />
        <MenuItem label={t("templates.save")} isDisabled={!editing.may.allowed} onAction={() => setDialog("new")} />
        <MenuLine />
        <MenuItem label={t("file.export")} onAction={() => download(id)} />
        <MenuItem
          label={t("file.import")}
          isDisabled={!editing.may.allowed}
          onAction={() => chooser.current?.click()}
        />
      </Menu>
      <input
        ref={chooser}
        type="file"
        accept=".json,application/json"
        aria-label={t("file.import")}
        tabIndex={-1}
        className="sr-only"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) open(file);
          target.value = "";
        }}
      />
      {dialog === "templates" && <TemplatesDialog pipeline={pipeline} editing={editing} onClose={close} />}
      {dialog === "new" && <NewTemplate onClose={close} />}
    </>
  );
}

/** What a file holds, as data; the server says whether it is a pipeline. */
async function read(file: File, unread: string): Promise<PipelineFile> {
  const text = await file.text();
  try {
    return JSON.parse(text) as PipelineFile;
  } catch {
    throw new Error(unread);
  }
}

function download(production: string): void {
  const link = document.createElement("a");
  link.href = `/api/v1/productions/${production}/pipeline/file/`;
  link.download = "pipeline.json";
  link.click();
}
