/** A way from a take to the same take beside another, or beside what else it can be compared with. */
import { useNavigate } from "@tanstack/react-router";
import { Columns2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../keys/registry";
import { useProduction } from "../routing/use-production";
import { IconButton } from "../ui/button";

/** `frameNow` is asked when it is pressed: what was told of the player may be behind it. */
export function CompareLink({ shot, take, frameNow }: { shot: string; take: string; frameNow: () => number }) {
  const { t } = useTranslation("player");
  const { id } = useProduction();
  const navigate = useNavigate();
  const go = () =>
    void navigate({
      to: "/p/$production/shots/$shot/compare",
      params: { production: id, shot },
      search: { take, frame: frameNow() },
    });
  useShortcut({ id: "player.compare", label: t("compare"), group: t("title"), keys: "shift+b", run: go });
  return <IconButton label={t("compare")} command="player.compare" icon={<Columns2 size={16} />} onPress={go} />;
}
