/** Which columns of the board are shown, and in which order: for whoever looks, in this browser. */
import { ArrowLeft, ArrowRight, Columns3 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Checkbox } from "../../shared/ui/field";
import { useAllTracks, useHidden, type Track } from "./columns";
import { keep } from "./kept";
import "./fields-words";

export function ColumnsButton() {
  const { t } = useTranslation("board-fields");
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton label={t("columns.title")} icon={<Columns3 size={14} />} onPress={() => setOpen(true)} />
      {open && <ColumnsDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function ColumnsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("board-fields");
  const tracks = useAllTracks();
  const hidden = useHidden();
  const show = (key: string, on: boolean) =>
    keep({ hidden: on ? hidden.filter((each) => each !== key) : [...hidden, key] });
  const move = (index: number, by: -1 | 1) => {
    const order = tracks.map(({ key }) => key);
    const [key = ""] = order.splice(index, 1);
    order.splice(index + by, 0, key);
    keep({ order });
  };
  const nameOf = ({ field, stage }: Track) => (field === null ? stage.title : t(field));
  return (
    <Dialog title={t("columns.title")} open onClose={onClose}>
      <div className="flex flex-col gap-2">
        <p className="text-body text-muted">{t("columns.text")}</p>
        <ul>
          {tracks.map((track, index) => (
            <li key={track.key} className="flex items-center gap-1 border-b border-line/60 py-0.5">
              <span className="min-w-0 flex-1">
                <Checkbox isSelected={!hidden.includes(track.key)} onChange={(on) => show(track.key, on)}>
                  {nameOf(track)}
                </Checkbox>
              </span>
              <IconButton
                label={t("columns.earlier", { column: nameOf(track) })}
                icon={<ArrowLeft size={14} />}
                isDisabled={index === 0}
                onPress={() => move(index, -1)}
              />
              <IconButton
                label={t("columns.later", { column: nameOf(track) })}
                icon={<ArrowRight size={14} />}
                isDisabled={index === tracks.length - 1}
                onPress={() => move(index, 1)}
              />
            </li>
          ))}
        </ul>
        <div className="flex justify-end">
          <Button onPress={() => keep({ hidden: null, order: [] })}>{t("columns.usual")}</Button>
        </div>
      </div>
    </Dialog>
  );
}
