/** In the top bar: how many texts are not saved, and the way back to each. */
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { FilePen } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "../api/session";
import { Button } from "../ui/button";
import { Menu, MenuItem } from "../ui/menu";
import { timeText } from "./draft-notice";
import { drafts } from "./drafts";

export function UnsavedMenu() {
  const { t } = useTranslation("drafts");
  const { history } = useRouter();
  const person = useQuery(sessionQuery).data?.person?.person ?? "";
  useSyncExternalStore(drafts.subscribe, () => drafts.version);
  const texts = drafts.all(person);
  if (texts.length === 0) return null;
  return (
    <Menu
      trigger={
        <Button
          kind="quiet"
          size="small"
          icon={<FilePen size={14} aria-hidden />}
          aria-label={t("list", { count: texts.length })}
        >
          {t("list", { count: texts.length })}
        </Button>
      }
    >
      {texts.map(({ production, thing, title, at, address }) => (
        <MenuItem
          key={`${production} ${thing}`}
          label={t("item", { title: title || t("list-title"), time: timeText(at) })}
          onAction={() => history.push(address)}
        />
      ))}
    </Menu>
  );
}
