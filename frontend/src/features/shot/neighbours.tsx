/** The shots before and behind one in the film: arrows beside its code, and keys. */
import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { useProduction } from "../../shared/routing/use-production";

const route = getRouteApi("/in/p/$production/shots/$shot");

/** The shots of the film one after the other. */
export type FilmOrder = readonly { shot: string; code: string }[];

export function Neighbours({ shot, order }: { shot: string; order: FilmOrder }) {
  const { t } = useTranslation("shot");
  const { id } = useProduction();
  const here = order.findIndex((each) => each.shot === shot);
  const sides = [
    { to: order[here - 1], label: t("keys.previous"), icon: <ChevronLeft size={16} aria-hidden /> },
    { to: here < 0 ? undefined : order[here + 1], label: t("keys.next"), icon: <ChevronRight size={16} aria-hidden /> },
  ];
  return (
    <nav aria-label={t("neighbours")} className="flex">
      {sides.map(({ to, label, icon }) =>
        to ? (
          <Link
            key={label}
            to="/p/$production/shots/$shot"
            params={{ production: id, shot: to.shot }}
            aria-label={`${label}: ${to.code}`}
            title={to.code}
            className="flex size-7 items-center justify-center rounded-md text-muted hover:bg-raised hover:text-text"
          >
            {icon}
          </Link>
        ) : (
          <span key={label} aria-hidden className="flex size-7 items-center justify-center text-line">
            {icon}
          </span>
        ),
      )}
    </nav>
  );
}

/** [ and ] lead to the shots before and behind this one in the film. */
export function useNeighbourKeys(shot: string, order: FilmOrder): void {
  const { t } = useTranslation("shot");
  const navigate = route.useNavigate();
  const here = order.findIndex((each) => each.shot === shot);
  const go = (by: number) => {
    const next = order[here + by];
    if (here >= 0 && next)
      void navigate({
        params: (old) => ({ ...old, shot: next.shot }),
        search: (old) => (old.tab ? { tab: old.tab } : {}),
      });
  };
  useShortcut({
    id: "shot.previous",
    label: t("keys.previous"),
    group: t("title"),
    keys: "[",
    enabled: here > 0,
    run: () => go(-1),
  });
  useShortcut({
    id: "shot.next",
    label: t("keys.next"),
    group: t("title"),
    keys: "]",
    enabled: here >= 0 && here < order.length - 1,
    run: () => go(1),
  });
}
