/** On the film: what is heard over it, the film as a file or a package, the cut for editing programs, and what an edit does otherwise. */
import { useQuery } from "@tanstack/react-query";
import { AudioLines, Clapperboard, FileVideo, GitCompareArrows, PackageCheck } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "../../shared/downloads/save-file";
import { lazyPart } from "../../shared/routing/lazy-part";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Menu, MenuItem, MenuLine } from "../../shared/ui/menu";
import { checksQuery } from "./checks-query";
import "./words";

const FORMS = ["otio", "edl", "fcpxml"] as const;
const FilmSoundsDialog = lazyPart(() => import("./film-sounds"), "FilmSoundsDialog", null);
const WriteFilmDialog = lazyPart(() => import("./write-film"), "WriteFilmDialog", null);
const DeliverDialog = lazyPart(() => import("./deliver"), "DeliverDialog", null);
const CompareDialog = lazyPart(() => import("./compare-dialog"), "CompareDialog", null);

/** `empty` says that no shot has a take yet. */
export function CutListMenu({ empty, spoken }: { empty: boolean; spoken: string | null }) {
  const { t } = useTranslation("film");
  const { id } = useProduction();
  const [comparing, setComparing] = useState(false);
  const [writing, setWriting] = useState(false);
  const [sounding, setSounding] = useState(false);
  const [delivering, setDelivering] = useState(false);
  const { data: checks } = useQuery(checksQuery(id, spoken));
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
      <Button
        size="small"
        kind="quiet"
        icon={<PackageCheck size={14} aria-hidden />}
        onPress={() => setDelivering(true)}
      >
        {t("deliver")}
        {checks && checks.blocking > 0 && (
          <span className="numbers text-changes" title={t("in-the-way", { count: checks.blocking })}>
            <span aria-hidden>⚠ {checks.blocking}</span>
            <span className="sr-only">{t("in-the-way", { count: checks.blocking })}</span>
          </span>
        )}
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
      {delivering && <DeliverDialog production={id} spoken={spoken} onClose={() => setDelivering(false)} />}
      {comparing && <CompareDialog production={id} onClose={() => setComparing(false)} />}
    </>
  );
}
