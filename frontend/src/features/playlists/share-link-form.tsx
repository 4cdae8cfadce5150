/** Makes a share link and shows its address, once. The password is a secret: no draft keeps it. */
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useDraftText } from "../../shared/drafts/use-draft";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Checkbox, Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Select } from "../../shared/ui/select";
import { toast } from "../../shared/ui/toast";
import { giveAddress, linksKey, make, type Terms } from "./share-calls";

const SPANS = ["24", "72", "168", "720", "2160"] as const;
const RIGHTS = ["view", "comment"] as const;

export function ShareLinkForm({ playlist, onMade }: { playlist: string; onMade: (address: string) => void }) {
  const { t } = useTranslation("playlists");
  const { id } = useProduction();
  const [name, setName, draft] = useDraftText(`playlist/${playlist}/link`);
  const [password, setPassword] = useState("");
  const [hours, setHours] = useState<(typeof SPANS)[number]>("168");
  const [may, setMay] = useState<(typeof RIGHTS)[number]>("comment");
  const [watermark, setWatermark] = useState(true);
  const [follows, setFollows] = useState(true);
  const save = useCommand({
    call: async (asked: Terms, key) => {
      const made = await make(playlist, asked, key);
      return { ...made, address: await giveAddress(made.id, password) };
    },
    onDone: ({ address }) => {
      draft.drop();
      setPassword("");
      onMade(address);
    },
    renews: [linksKey(id, playlist)],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() && !save.saving) save.run({ name: name.trim(), hours: Number(hours), may, watermark, follows });
  };
  return (
    <form className="flex flex-col gap-3" onSubmit={submit}>
      <Field label={t("guests.name")} value={name} onChange={setName} maxLength={200} autoFocus />
      <div className="flex flex-wrap gap-3">
        <Select
          label={t("guests.hours")}
          className="min-w-32 flex-1"
          options={SPANS.map((value) => ({ value, label: t(`guests.span.${value}`) }))}
          value={hours}
          onChange={setHours}
        />
        <Select
          label={t("guests.may")}
          className="min-w-32 flex-1"
          options={RIGHTS.map((value) => ({ value, label: t(`guests.rights.${value}`) }))}
          value={may}
          onChange={setMay}
        />
      </div>
      <Field
        label={t("guests.password")}
        help={t("guests.password-help")}
        value={password}
        onChange={setPassword}
        maxLength={200}
        autoComplete="off"
      />
      <div>
        <Checkbox isSelected={watermark} onChange={setWatermark}>
          {t("guests.watermark")}
        </Checkbox>
        <p className="pl-6 text-label text-muted">{t("guests.watermark-help")}</p>
      </div>
      <Checkbox isSelected={follows} onChange={setFollows}>
        {t("guests.follows")}
      </Checkbox>
      {save.problem && <ProblemNotice error={save.problem} inline />}
      <div className="flex justify-end">
        <Button type="submit" kind="primary" isDisabled={!name.trim() || save.saving}>
          {t("guests.make")}
        </Button>
      </div>
    </form>
  );
}

/** The address of a link: nobody can read it again. */
export function Address({ address, onDone }: { address: string; onDone: () => void }) {
  const { t } = useTranslation("playlists");
  const copy = () => void navigator.clipboard.writeText(address).then(() => toast(t("guests.copied")));
  return (
    <section aria-label={t("guests.ready")} className="flex flex-col gap-2 rounded-md border border-accent bg-base p-3">
      <h3 className="text-form font-semibold">{t("guests.ready")}</h3>
      <p data-testid="address" className="numbers text-body break-all select-all">
        {address}
      </p>
      <p className="text-label text-muted">{t("guests.once")}</p>
      <div className="flex justify-end gap-2">
        <Button size="small" kind="primary" onPress={copy}>
          {t("guests.copy")}
        </Button>
        <Button size="small" onPress={onDone}>
          {t("guests.done")}
        </Button>
      </div>
    </section>
  );
}
