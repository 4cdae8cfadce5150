/** Adds, moves or removes shots: the same menu above the board and beside what is selected. */
import { Layers } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../shared/ui/button";
import { Menu, MenuItem } from "../../shared/ui/menu";
import type { ShotAct } from "./shot-acts";
import { ACT_KEYS, type ShotActs } from "./use-shot-acts";
import "./words";

export function ShotMenu({ acts, placement = "bottom end" }: { acts: ShotActs; placement?: "bottom end" | "top end" }) {
  const { t } = useTranslation("shot-acts");
  if (!acts.can("add")) return null;
  return (
    <Menu placement={placement} trigger={<IconButton label={t("menu")} icon={<Layers size={14} />} />}>
      {(Object.keys(ACT_KEYS) as ShotAct[]).map((act) => (
        <MenuItem
          key={act}
          label={t(`${act}.do`)}
          keys={ACT_KEYS[act]}
          isDisabled={!acts.can(act)}
          onAction={() => acts.ask(act)}
        />
      ))}
    </Menu>
  );
}
