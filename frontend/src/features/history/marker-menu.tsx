/** The markers by name, and naming the moment that is shown. */
import { Flag } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftText } from "../../shared/drafts/use-draft";
import { useShortcut } from "../../shared/keys/registry";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { Menu, MenuItem, MenuLine } from "../../shared/ui/menu";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { placeMarker, type Marker } from "./markers";
import { useMayEver } from "./use-may-ever";

export function MarkerMenu({
  markers,
  head,
  onGo,
}: {
  markers: readonly Marker[];
  head: number;
  onGo: (at: number) => void;
}) {
  const { t } = useTranslation("history");
  const [naming, setNaming] = useState(false);
  const { allowed } = useMayEver("place_marker");
  useShortcut({
    id: "history.mark",
    label: t("marker.place"),
    group: t("title"),
    keys: "shift+m",
    enabled: allowed,
    run: () => setNaming(true),
  });
  return (
    <>
      <Menu
        trigger={
          <Button size="small" icon={<Flag size={12} aria-hidden />}>
            {t("marker.title", { count: markers.length })}
          </Button>
        }
      >
        {markers.map((marker) => (
          <MenuItem
            key={marker.name}
            label={t(marker.time ? "marker.item" : "marker.item-missing", {
              name: marker.name,
              position: marker.position,
            })}
            onAction={() => onGo(marker.position)}
          />
        ))}
        {markers.length > 0 && <MenuLine />}
        <MenuItem
          label={allowed ? t("marker.place") : t("marker.may-not")}
          keys="shift+m"
          isDisabled={!allowed}
          onAction={() => setNaming(true)}
        />
      </Menu>
      {naming && <Place position={head} onClose={() => setNaming(false)} />}
    </>
  );
}

function Place({ position, onClose }: { position: number; onClose: () => void }) {
  const { t } = useTranslation("history");
  const { id } = useProduction();
  const [name, setName, draft] = useDraftText("marker/new", true);
  const place = useCommand({
    call: (asked: string, key) => placeMarker(id, asked, position, key),
    renews: [keys.events(id, { of: "markers" })],
    onDone: (marker) => {
      toast(t("marker.placed", { name: marker.name, position: marker.position }));
      cancel();
    },
  });
  const cancel = () => {
    draft.drop();
    onClose();
  };
  return (
    <Dialog title={t("marker.place-at", { position })} open onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) place.run(name.trim());
        }}
      >
        <DraftNotice draft={draft} base={null} />
        <Field label={t("marker.name")} help={t("marker.help")} value={name} onChange={setName} autoFocus />
        {place.problem && <ProblemNotice error={place.problem} inline />}
        <div className="flex justify-end gap-2">
          <Button onPress={cancel}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" isPending={place.saving} isDisabled={name.trim() === ""}>
            {t("marker.do")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
