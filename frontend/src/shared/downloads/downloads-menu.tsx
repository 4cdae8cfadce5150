/** A menu of files to take along: the server makes each when it is asked for. */
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/button";
import { Menu, MenuItem } from "../ui/menu";
import { saveFile } from "./save-file";

/** A file below the address of a production, such as `script.fdx`, and what it is called in the menu. */
export interface Offered {
  file: string;
  label: string;
  isDisabled?: boolean;
}

export function DownloadsMenu({ production, files }: { production: string; files: readonly Offered[] }) {
  const { t } = useTranslation();
  return (
    <Menu
      trigger={
        <Button size="small" kind="quiet" icon={<Download size={14} aria-hidden />}>
          {t("download")}
        </Button>
      }
    >
      {files.map(({ file, label, isDisabled = false }) => (
        <MenuItem
          key={file}
          label={label}
          isDisabled={isDisabled}
          onAction={() => saveFile(`/api/v1/productions/${production}/${file}`)}
        />
      ))}
    </Menu>
  );
}
