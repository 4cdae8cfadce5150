/** Where one is, how live it is, commands, the inspector and the account. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { ChevronRight, PanelRight, Search, UserRound } from "lucide-react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { productionQuery } from "../../shared/api/productions";
import { sessionQuery, signOut } from "../../shared/api/session";
import { useCommands } from "../../shared/keys/registry";
import { classes } from "../../shared/lib/classes";
import { UnsavedMenu } from "../../shared/drafts/unsaved-menu";
import { useCrumbs } from "../../shared/ui/breadcrumb";
import { Button, IconButton } from "../../shared/ui/button";
import { toggleInspector, useInspector } from "../../shared/ui/inspector";
import { Keys } from "../../shared/ui/keys";
import { Menu, MenuItem } from "../../shared/ui/menu";
import { LivePill } from "./live-pill";
import { useOverlays } from "./overlays";

export function TopBar({ production }: { production: string | undefined }) {
  const { t } = useTranslation("shell");
  const inspected = useInspector((state) => state.users > 0);
  const show = useOverlays((state) => state.show);
  return (
    <header className="col-span-2 col-start-2 row-start-1 flex items-center gap-2 border-b border-line bg-panel pr-2 pl-3">
      <Breadcrumb production={production} />
      <div className="flex-1" />
      <Button
        size="small"
        onPress={() => show("palette")}
        icon={<Search size={12} aria-hidden />}
        className="text-muted"
      >
        <span className="max-sm:sr-only">{t("palette.open")}</span>
        <span className="max-sm:hidden">
          <Keys keys="mod+k" />
        </span>
      </Button>
      <UnsavedMenu />
      {production && <LivePill />}
      {inspected && (
        <IconButton
          label={t("inspector.toggle")}
          command="inspector"
          icon={<PanelRight size={16} />}
          onPress={() => toggleInspector()}
        />
      )}
      <UserMenu production={production} />
    </header>
  );
}

function Breadcrumb({ production }: { production: string | undefined }) {
  const { t } = useTranslation("shell");
  const { data } = useQuery({ ...productionQuery(production ?? ""), enabled: production !== undefined });
  const end = useCrumbs((state) => state.crumbs);
  const crumbs = [
    ...(production
      ? [
          { label: t("productions"), href: "/productions" },
          ...(data ? [{ label: data.name, href: `/p/${production}` }] : []),
        ]
      : []),
    ...end,
  ];
  return (
    <nav aria-label="breadcrumb" className="flex min-w-0 items-center gap-1 text-form">
      {crumbs.map((crumb, index) => {
        const last = index === crumbs.length - 1;
        return (
          <Fragment key={`${index}${crumb.label}`}>
            {index > 0 && <ChevronRight size={14} aria-hidden className="shrink-0 text-idle max-sm:hidden" />}
            {crumb.href && !last ? (
              <Link
                dir="auto"
                to={crumb.href as "/productions"}
                className="truncate text-muted hover:text-text max-sm:hidden"
              >
                {crumb.label}
              </Link>
            ) : (
              <span
                dir="auto"
                aria-current={last ? "page" : undefined}
                className={classes("truncate font-medium", !last && "max-sm:hidden")}
              >
                {crumb.label}
              </span>
            )}
          </Fragment>
        );
      })}
    </nav>
  );
}

/** Commands that stand in the menu too, wherever they are offered. */
const OWN = ["own.undo", "own.redo"];

function CommandItem({ command }: { command: string }) {
  const found = useCommands((state) => state.commands[command]);
  if (!found || found.enabled === false) return null;
  return <MenuItem label={found.label} onAction={found.run} {...(found.keys ? { keys: found.keys } : {})} />;
}

function UserMenu({ production }: { production: string | undefined }) {
  const { t } = useTranslation("shell");
  const queries = useQueryClient();
  const router = useRouter();
  const person = useQuery(sessionQuery).data?.person;
  const role = useQuery({ ...productionQuery(production ?? ""), enabled: production !== undefined }).data?.role;
  const leave = () => void signOut(queries).then(() => router.navigate({ to: "/sign-in" }));
  return (
    <Menu
      trigger={
        <Button kind="quiet" size="small" icon={<UserRound size={14} aria-hidden />}>
          <bdi className="max-sm:sr-only">{person?.name}</bdi>
          {role && (
            <span className="text-muted max-sm:sr-only before:mr-1 before:content-['·']">{t(`role.${role}`)}</span>
          )}
        </Button>
      }
    >
      <MenuItem label={t("account:title")} keys="g u" onAction={() => void router.navigate({ to: "/account" })} />
      <CommandItem command="appearance" />
      {OWN.map((command) => (
        <CommandItem key={command} command={command} />
      ))}
      <MenuItem label={t("user.sign-out")} onAction={leave} />
    </Menu>
  );
}
