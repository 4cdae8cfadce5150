/** On the board: files of the film to take along, and a shot list to bring. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DownloadsMenu } from "../../shared/downloads/downloads-menu";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { ShotListDialog } from "./shot-list-dialog";

const FILES = [
  { file: "shots.xlsx", name: "shots-xlsx" },
  { file: "shots.csv", name: "shots-csv" },
  { file: "storyboard.pdf?per_page=6", name: "storyboard-6" },
  { file: "storyboard.pdf?per_page=3", name: "storyboard-3" },
] as const;

export function BoardFiles() {
  const { t } = useTranslation("board");
  const { id, past } = useProduction();
  if (past) return null;
  return (
    <>
      <DownloadsMenu production={id} files={FILES.map(({ file, name }) => ({ file, label: t(`files.${name}`) }))} />
      <BringList />
    </>
  );
}

export function BringList({ kind = "quiet" }: { kind?: "quiet" | "plain" }) {
  const { t } = useTranslation("board");
  const { id, may } = useProduction();
  const [bringing, setBringing] = useState(false);
  if (!may("add_shot").allowed) return null;
  return (
    <>
      <Button size={kind === "quiet" ? "small" : "normal"} kind={kind} onPress={() => setBringing(true)}>
        {t("list.bring")}
      </Button>
      {bringing && <ShotListDialog production={id} onClose={() => setBringing(false)} />}
    </>
  );
}
