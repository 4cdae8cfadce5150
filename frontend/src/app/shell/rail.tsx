/** The left rail: productions, then the screens of the open production; below, the own account and, for those who answer for it, the installation. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Activity, Boxes, ReceiptText, Clapperboard, UserRound, type LucideIcon } from "lucide-react";
import { useRef, type ReactElement } from "react";
import { useFocusable } from "react-aria";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "../../shared/api/session";
import { Keys } from "../../shared/ui/keys";
import { Tip } from "../../shared/ui/tip";
import { railed } from "../screens";

const ITEM =
  "flex size-10 shrink-0 items-center justify-center rounded-md text-muted transition-colors hover:bg-raised hover:text-text";
const ACTIVE = "!bg-raised !text-text shadow-[inset_2px_0_0_var(--color-accent)]";

export function Rail({ production }: { production: string | undefined }) {
  const { t } = useTranslation("shell");
  const studio = useQuery(sessionQuery).data?.person?.studio ?? false;
  return (
    <nav
      aria-label={t("rail")}
      className="col-start-1 row-span-3 row-start-1 flex flex-col items-center gap-1 overflow-y-auto border-r border-line bg-panel py-1 [scrollbar-width:none]"
    >
      <RailTip label={t("productions")} keys="g o">
        <RailLink to="/productions" label={t("productions")} icon={Clapperboard} exact />
      </RailTip>
      {production && <div className="my-1 h-px w-6 bg-line" />}
      {production &&
        railed.map((rail) => (
          <RailTip key={rail.to} label={t(rail.label)} keys={rail.keys}>
            <RailLink
              to={`/p/${production}/${rail.to}`.replace(/\/$/, "")}
              label={t(rail.label)}
              icon={rail.icon}
              exact={rail.to === ""}
            />
          </RailTip>
        ))}
      <div className="flex-1" />
      <RailTip label={t("account:title")} keys="g u">
        <RailLink to="/account" label={t("account:title")} icon={UserRound} exact />
      </RailTip>
      <RailTip label={t("models")} keys="g w">
        <RailLink to="/models" label={t("models")} icon={Boxes} exact={false} />
      </RailTip>
      {studio && (
        <RailTip label={t("prices:title")} keys="g p">
          <RailLink to="/prices" label={t("prices:title")} icon={ReceiptText} exact />
        </RailTip>
      )}
      {studio && (
        <RailTip label={t("health:title")} keys="g i">
          <RailLink to="/health" label={t("health:title")} icon={Activity} exact />
        </RailTip>
      )}
    </nav>
  );
}

function RailTip({ label, keys, children }: { label: string; keys: string; children: ReactElement }) {
  return (
    <Tip text={label} end={<Keys keys={keys} />} placement="right">
      {children}
    </Tip>
  );
}

function RailLink({ to, label, icon: Icon, exact }: { to: string; label: string; icon: LucideIcon; exact: boolean }) {
  const ref = useRef<HTMLAnchorElement>(null);
  const { focusableProps } = useFocusable({}, ref);
  return (
    <Link
      ref={ref}
      to={to as "/productions"}
      activeOptions={{ exact, includeSearch: false }}
      activeProps={{ className: ACTIVE }}
      className={ITEM}
      aria-label={label}
      {...(focusableProps as object)}
    >
      <Icon size={18} aria-hidden />
    </Link>
  );
}
