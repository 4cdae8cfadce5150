/** Templates and files: what a draft can start from, and what becomes of a pipeline that is good. */
import { FileStack } from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "../../shared/downloads/save-file";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Menu, MenuItem, MenuLine } from "../../shared/ui/menu";
import { FileChooser } from "./file-button";
import { graphOfFile, type Pipeline } from "./queries";
import { NewTemplate } from "./template-form";
import { TemplatesDialog } from "./templates-dialog";
import type { Editing } from "./use-editing";

export function TemplatesMenu({ pipeline, editing }: { pipeline: Pipeline; editing: Editing }) {
  const { t } = useTranslation("pipeline");
  const { id } = useProduction();
  const [dialog, setDialog] = useState<"templates" | "new" | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const close = () => setDialog(null);
  return (
    <>
      <Menu trigger={<Button icon={<FileStack size={14} aria-hidden />}>{t("templates.menu")}</Button>}>
        <MenuItem label={t("templates.open")} onAction={() => setDialog("templates")} />
        <MenuItem label={t("templates.save")} isDisabled={!editing.may.allowed} onAction={() => setDialog("new")} />
        <MenuLine />
        <MenuItem
          label={t("file.export")}
          onAction={() => saveFile(`/api/v1/productions/${id}/pipeline/file/`, "pipeline.json")}
        />
        <MenuItem
          label={t("file.import")}
          isDisabled={!editing.may.allowed}
          onAction={() => chooser.current?.click()}
        />
      </Menu>
      <FileChooser
        ref={chooser}
        label={t("file.import")}
        onFile={(file) => graphOfFile(id, file).then(({ nodes, outputs }) => editing.change({ nodes, outputs }))}
      />
      {dialog === "templates" && <TemplatesDialog pipeline={pipeline} editing={editing} onClose={close} />}
      {dialog === "new" && <NewTemplate onClose={close} />}
    </>
  );
}
