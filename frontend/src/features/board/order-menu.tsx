/** In which groups and in which order the rows of the board stand. */
import { ArrowUpDown, Check } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { IconButton } from "../../shared/ui/button";
import { Menu, MenuItem, MenuLine } from "../../shared/ui/menu";
import { FIELDS } from "./fields";
import type { BoardSearch } from "./search";
import { StatusesDialog } from "./statuses-dialog";
import "./fields-words";

const GROUPS = ["scene", "assignee", "status", "no"] as const;

export function OrderMenu({ search, change }: { search: BoardSearch; change: (change: BoardSearch) => void }) {
  const { t } = useTranslation("board-fields");
  const { group = "scene", sort } = search;
  const sorted = (to: string | undefined) => change({ sort: to } as BoardSearch);
  const { may } = useProduction();
  const [arranging, setArranging] = useState(false);
  return (
    <>
      <Menu
        placement="bottom end"
        trigger={
          <IconButton label={t("order.title")} icon={<ArrowUpDown size={14} />} aria-pressed={sort !== undefined} />
        }
      >
        {GROUPS.map((by) => (
          <MenuItem
            key={by}
            label={t("order.group", { by: t(`order.groups.${by}`) })}
            {...chosen(by === group)}
            onAction={() => change({ group: by === "scene" ? undefined : by } as BoardSearch)}
          />
        ))}
        <MenuItem
          label={t("order.sort", { by: t("order.film") })}
          {...chosen(sort === undefined)}
          onAction={() => sorted(undefined)}
        />
        {FIELDS.map((field) => (
          <MenuItem
            key={field}
            label={t("order.sort", {
              by: sort === `-${field}` ? t("order.down", { field: t(field) }) : t(field),
            })}
            {...chosen(sort?.replace("-", "") === field)}
            onAction={() => sorted(sort === field ? `-${field}` : field)}
          />
        ))}
        {may("arrange_statuses").allowed && (
          <>
            <MenuLine />
            <MenuItem label={t("statuses.do")} onAction={() => setArranging(true)} />
          </>
        )}
      </Menu>
      {arranging && <StatusesDialog onClose={() => setArranging(false)} />}
    </>
  );
}

const chosen = (on: boolean) => (on ? { icon: <Check size={14} aria-hidden /> } : {});
