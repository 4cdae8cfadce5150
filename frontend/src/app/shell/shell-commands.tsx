/** The commands of the shell itself: palette, help, inspector, and going from screen to screen. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "../../shared/api/session";
import { useShortcut } from "../../shared/keys/registry";
import { setAppearance, useAppearance } from "../../shared/lib/appearance";
import type { Rail } from "../../shared/routing/screen";
import { toggleInspector, useInspector } from "../../shared/ui/inspector";
import { railed } from "../screens";
import { useOverlays } from "./overlays";

export function ShellCommands({ production }: { production: string | undefined }) {
  const { t } = useTranslation("shell");
  const page = t("common:groups.page");
  const show = useOverlays((state) => state.show);
  const navigate = useNavigate();
  const studio = useQuery(sessionQuery).data?.person?.studio ?? false;
  const folded = useAppearance((state) => state.folded);
  const inspected = useInspector((state) => state.users > 0);
  useShortcut({ id: "palette", label: t("palette.open"), group: page, keys: "mod+k", run: () => show("palette") });
  useShortcut({ id: "help", label: t("help.open"), group: page, keys: "?", run: () => show("help") });
  useShortcut({ id: "appearance", label: t("appearance"), group: page, run: () => show("appearance") });
  useShortcut({
    id: "fold",
    label: t(folded ? "unfold" : "fold"),
    group: page,
    keys: "mod+b",
    run: () => setAppearance({ folded: !folded }),
  });
  useShortcut({
    id: "inspector",
    label: t("inspector.toggle"),
    group: page,
    keys: "\\",
    enabled: inspected,
    run: () => toggleInspector(),
  });
  useShortcut({
    id: "productions",
    label: t("productions"),
    group: t("common:groups.go"),
    keys: "g o",
    run: () => void navigate({ to: "/productions" }),
  });
  useShortcut({
    id: "my-work",
    label: t("my-work"),
    group: t("common:groups.go"),
    keys: "g d",
    run: () => void navigate({ to: "/work" }),
  });
  useShortcut({
    id: "account",
    label: t("account:title"),
    group: t("common:groups.go"),
    keys: "g u",
    run: () => void navigate({ to: "/account" }),
  });
  useShortcut({
    id: "models",
    label: t("models"),
    group: t("common:groups.go"),
    keys: "g w",
    run: () => void navigate({ to: "/models/{-$model}" }),
  });
  useShortcut({
    id: "health",
    label: t("health:title"),
    group: t("common:groups.go"),
    keys: "g i",
    enabled: studio,
    run: () => void navigate({ to: "/health" }),
  });
  useShortcut({
    id: "prices",
    label: t("prices:title"),
    group: t("common:groups.go"),
    keys: "g p",
    enabled: studio,
    run: () => void navigate({ to: "/prices" }),
  });
  return production ? railed.map((rail) => <Go key={rail.to} rail={rail} production={production} />) : null;
}

function Go({ rail, production }: { rail: Rail; production: string }) {
  const { t } = useTranslation();
  const router = useRouter();
  const to = `/p/${production}/${rail.to}`.replace(/\/$/, "");
  useShortcut({
    id: `go.${rail.to}`,
    label: t(rail.label),
    group: t("groups.go"),
    keys: rail.keys,
    run: () => void router.navigate({ to: to as "/productions" }),
  });
  return null;
}
