/** Beside the picture: what is left out, the markers, what does not hold any more, and the way back to the script. */
import { RotateCcw, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Cut } from "../../shared/api/cut";
import { Button, IconButton } from "../../shared/ui/button";
import type { Wanted } from "./use-timeline-edits";

interface AsideProps {
  cut: Cut;
  onEdit: (wanted: Wanted) => void;
  onSeek: (frame: number) => void;
}

/** Nothing while the cut follows the script. */
export function Aside({ cut, onEdit, onSeek }: AsideProps) {
  const { t } = useTranslation("timeline");
  const off = !cut.can.edit.allowed;
  const edited = cut.clips.some(({ moved, whole, frames }) => moved || whole > frames) || cut.gaps.length > 0;
  if (!edited && cut.left_out.length + cut.markers.length + cut.remarks.length === 0) return null;
  return (
    <aside className="flex w-60 shrink-0 flex-col gap-3 overflow-y-auto border-l border-line bg-panel p-3 text-body max-md:w-full max-md:border-l-0">
      {cut.remarks.length > 0 && (
        <Part title={t("remarks")}>
          {cut.remarks.map((remark) => (
            <li key={`${remark.matter} ${remark.about}`} className="text-changes">
              <span aria-hidden>⚠</span> {t(`remark.${remark.matter}`, { ...remark, code: remark.code || t("a-gap") })}
            </li>
          ))}
        </Part>
      )}
      {cut.left_out.length > 0 && (
        <Part title={t("left-out")}>
          {cut.left_out.map(({ shot, code }) => (
            <li key={shot} className="flex items-center justify-between">
              <span className="numbers">{code}</span>
              <IconButton
                label={t("restore", { code })}
                icon={<RotateCcw size={14} aria-hidden />}
                isDisabled={off}
                onPress={() => onEdit(() => [{ edit: "restore", shot }])}
              />
            </li>
          ))}
        </Part>
      )}
      {cut.markers.length > 0 && (
        <Part title={t("markers")}>
          {cut.markers.map(({ id, name, at }) => (
            <li key={id} className="flex items-center justify-between gap-2">
              {at === null ? (
                <span className="truncate text-muted">
                  {name} ({t("hidden")})
                </span>
              ) : (
                <button
                  type="button"
                  dir="auto"
                  className="truncate text-left text-accent hover:underline"
                  onClick={() => onSeek(at)}
                >
                  {name}
                </button>
              )}
              <IconButton
                label={t("unmark", { name })}
                icon={<X size={14} aria-hidden />}
                isDisabled={off}
                onPress={() => onEdit(() => [{ edit: "unmark", marker: id }])}
              />
            </li>
          ))}
        </Part>
      )}
      {cut.clips.some(({ moved }) => moved) && (
        <Button size="small" isDisabled={off} onPress={() => onEdit(() => [{ edit: "follow", everything: false }])}>
          {t("reset-order")}
        </Button>
      )}
      <Button size="small" isDisabled={off} onPress={() => onEdit(() => [{ edit: "follow", everything: true }])}>
        {t("reset-all")}
      </Button>
    </aside>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-1 text-label font-medium text-muted">{title}</h2>
      <ul className="flex flex-col gap-1">{children}</ul>
    </section>
  );
}
