/** Two pictures of the character sheet side by side, each with the look that holds there. */
import { useNavigate } from "@tanstack/react-router";
import { ArrowLeftRight, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { Button, IconButton } from "../../shared/ui/button";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import { ShotLink } from "./shot-link";
import { SheetPicture } from "./sheet-picture";
import type { Appearance } from "./sheet-queries";

interface BesideProps {
  pair: readonly [Appearance, Appearance];
  lookOf: (shot: Appearance) => string;
  headingOf: (shot: Appearance) => string;
  onSwap: () => void;
  onClose: () => void;
}

export function SheetBeside({ pair, lookOf, headingOf, onSwap, onClose }: BesideProps) {
  const { t } = useTranslation("references");
  const { id } = useProduction();
  const navigate = useNavigate();
  const [one, other] = pair;
  const compare = () =>
    void navigate({
      to: "/p/$production/shots/$shot/compare",
      params: { production: id, shot: one.shot },
      search: { take: one.take?.id, with: `take:${other.take?.id}` } as never,
    });
  return (
    <section aria-label={t("sheet.beside")} className="flex shrink-0 flex-col gap-2 border-b border-line bg-panel p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="min-w-0 flex-1 text-form font-semibold">{t("sheet.beside")}</h3>
        <Button size="small" icon={<ArrowLeftRight size={12} aria-hidden />} onPress={onSwap}>
          {t("sheet.swap")}
        </Button>
        <Button size="small" isDisabled={!one.take || !other.take} onPress={compare}>
          {t("sheet.compare")}
        </Button>
        <IconButton label={t("sheet.close")} icon={<X size={14} aria-hidden />} onPress={onClose} />
      </div>
      <div className="grid grid-cols-2 gap-2">
        {pair.map((shot) => (
          <figure key={shot.shot} className="flex min-w-0 flex-col gap-1">
            <SheetPicture shot={shot} className="max-h-[42vh] rounded-sm" />
            <figcaption className="flex min-w-0 flex-wrap items-center gap-x-2 text-body">
              <ShotLink shot={shot} />
              <span dir="auto" className="truncate text-muted">
                {headingOf(shot)}
              </span>
              <span dir="auto" className="truncate">
                {lookOf(shot)}
              </span>
              <StatusGlyph state={shot.review} stale={shot.out_of_date} />
            </figcaption>
          </figure>
        ))}
      </div>
    </section>
  );
}
