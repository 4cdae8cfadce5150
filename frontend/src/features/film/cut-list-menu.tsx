/** On the film: what is heard over it, the film as a file, the cut for editing programs, and what an edit does otherwise. */
import { AudioLines, Clapperboard, FileVideo, GitCompareArrows } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "../../shared/downloads/save-file";
import { lazyPart } from "../../shared/routing/lazy-part";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Menu, MenuItem, MenuLine } from "../../shared/ui/menu";
import "./words";

const FORMS = ["otio", "edl", "fcpxml"] as const;
const FilmSoundsDialog = lazyPart(() => import("./film-sounds"), "FilmSoundsDialog", null);
const WriteFilmDialog = lazyPart(() => import("./write-film"), "WriteFilmDialog", null);
const CompareDialog = lazyPart(() => import("./compare-dialog"), "CompareDialog", null);

/** `empty` says that no shot has a take yet. */
export function CutListMenu({ empty }: { empty: boolean }) {
  const { t } = useTranslation("film");
  const { id } = useProduction();
  const [comparing, setComparing] = useState(false);
  const [writing, setWriting] = useState(false);
  const [sounding, setSounding] = useState(false);
  return (
    <>
      <Button size="small" kind="quiet" icon={<AudioLines size={14} aria-hidden />} onPress={() => setSounding(true)}>
        {t("sounds.open")}
      </Button>
      <Button
        size="small"
        kind="quiet"
        icon={<FileVideo size={14} aria-hidden />}
        isDisabled={empty}
        onPress={() => setWriting(true)}
      >
        {t("write.open")}
      </Button>
      <Menu
        trigger={
          <Button size="small" kind="quiet" icon={<Clapperboard size={14} aria-hidden />}>
            {t("cut-list")}
          </Button>
        }
      >
        {FORMS.map((form) => (
          <MenuItem
            key={form}
            label={t(`cut-list-${form}`)}
            isDisabled={empty}
            onAction={() => saveFile(`/api/v1/productions/${id}/cut.${form}/`)}
          />
        ))}
        <MenuLine />
        <MenuItem
          label={t("compare.open")}
          icon={<GitCompareArrows size={14} aria-hidden />}
          isDisabled={empty}
          onAction={() => setComparing(true)}
        />
      </Menu>
      {sounding && <FilmSoundsDialog production={id} onClose={() => setSounding(false)} />}
      {writing && <WriteFilmDialog production={id} onClose={() => setWriting(false)} />}
      {comparing && <CompareDialog production={id} onClose={() => setComparing(false)} />}
    </>
  );
}
