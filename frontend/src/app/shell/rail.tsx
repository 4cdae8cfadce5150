/** The left rail: productions, then the screens of the open production; below, the own account and, for those who answer for it, the installation. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  Activity,
  Boxes,
  ChevronsLeft,
  ChevronsRight,
  ReceiptText,
  Clapperboard,
  ListTodo,
  UserRound,
  type LucideIcon,
} from "lucide-react";
import { useRef, type ReactElement } from "react";
import { useFocusable } from "react-aria";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "../../shared/api/session";
import { setAppearance, useAppearance } from "../../shared/lib/appearance";
import { classes } from "../../shared/lib/classes";
import { IconButton } from "../../shared/ui/button";
import { Keys } from "../../shared/ui/keys";
import { Tip } from "../../shared/ui/tip";
import { railed } from "../screens";

const ITEM =
  "relative flex size-10 shrink-0 items-center justify-center gap-3 rounded-md text-muted transition-colors hover:bg-raised hover:text-text";
/** Where there is room and nobody folded it, names stand beside the icons. */
const NAMED = "xl:h-8 xl:w-40 xl:justify-start xl:px-3";
const ACTIVE = "!bg-raised !text-text shadow-[inset_2px_0_0_var(--color-accent)]";

export function Rail({ production }: { production: string | undefined }) {
  const { t } = useTranslation("shell");
  const folded = useAppearance((state) => state.folded);
  const session = useQuery(sessionQuery).data;
  const studio = session?.person?.studio ?? false;
  const waiting = session?.work?.shots ?? 0;
  return (
    <nav
      aria-label={t("rail")}
      className="col-start-1 row-span-3 row-start-1 flex w-12 flex-col items-center gap-1 overflow-y-auto border-r border-line bg-panel py-1 [scrollbar-width:none] data-named:xl:w-44 data-named:xl:gap-0.5"
      {...(folded ? {} : { "data-named": "" })}
    >
      <RailTip label={t("productions")} keys="g o">
        <RailLink to="/productions" label={t("productions")} icon={Clapperboard} exact />
      </RailTip>
      <RailTip label={waiting ? t("my-work-count", { count: waiting }) : t("my-work")} keys="g d">
        <RailLink
          to="/work"
          label={waiting ? t("my-work-count", { count: waiting }) : t("my-work")}
          name={t("my-work")}
          count={waiting}
          icon={ListTodo}
          exact
        />
      </RailTip>
      {production && <div className="my-1 h-px w-6 shrink-0 bg-line" />}
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
      <Fold folded={folded} />
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

/** Only where names have room is there something to fold. */
function Fold({ folded }: { folded: boolean }) {
  const { t } = useTranslation("shell");
  return (
    <div className="hidden shrink-0 py-1 xl:block">
      <IconButton
        label={t(folded ? "unfold" : "fold")}
        command="fold"
        icon={folded ? <ChevronsRight size={16} aria-hidden /> : <ChevronsLeft size={16} aria-hidden />}
        aria-expanded={!folded}
        onPress={() => setAppearance({ folded: !folded })}
      />
    </div>
  );
}

function RailTip({ label, keys, children }: { label: string; keys: string; children: ReactElement }) {
  return (
    <Tip text={label} end={<Keys keys={keys} />} placement="right">
      {children}
    </Tip>
  );
}

interface RailLinkProps {
  to: string;
  label: string;
  /** What stands beside the icon, where that is not the label. */
  name?: string;
  /** How much waits there; none is not shown. */
  count?: number;
  icon: LucideIcon;
  exact: boolean;
}

function RailLink({ to, label, name = label, count = 0, icon: Icon, exact }: RailLinkProps) {
  const ref = useRef<HTMLAnchorElement>(null);
  const named = !useAppearance((state) => state.folded);
  const { focusableProps } = useFocusable({}, ref);
  return (
    <Link
      ref={ref}
      to={to as "/productions"}
      activeOptions={{ exact, includeSearch: false }}
      activeProps={{ className: ACTIVE }}
      className={classes(ITEM, named && NAMED)}
      aria-label={label}
      {...(focusableProps as object)}
    >
      <Icon size={18} aria-hidden className="shrink-0" />
      {named && <span className="hidden truncate text-form xl:block">{name}</span>}
      {count > 0 && (
        // No text of the link: its label says it in words.
        <span
          aria-hidden
          data-count={count > 99 ? "99+" : count}
          className={classes(
            "numbers rounded-full bg-raised px-1 text-label text-text after:content-[attr(data-count)]",
            "absolute top-0 right-0",
            named && "xl:static xl:ml-auto",
          )}
        />
      )}
    </Link>
  );
}
