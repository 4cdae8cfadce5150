/** A reference's name and state, and what is done with it as a whole: lock, unlock, remove, restore. */
import { ArrowLeft, LockKeyhole } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCommand } from "../../shared/live/use-command";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { Button, IconButton } from "../../shared/ui/button";
import { toast } from "../../shared/ui/toast";
import { ActDialog } from "./act-dialog";
import { actOn, type Act, type Reference } from "./queries";
import { useReferencesSearch } from "./use-references";

export function Heading({ reference }: { reference: Reference }) {
  const { t } = useTranslation("references");
  const { id, may, past } = useProduction();
  const { open } = useReferencesSearch();
  const [asking, setAsking] = useState<Act["act"] | null>(null);
  const act = useCommand({
    call: (asked: Act, key) => actOn(reference.id, asked, key),
    onDone: (done, asked) => {
      setAsking(null);
      toast(t(`done.${asked.act}`, { name: done.name }));
    },
    renews: [keys.reference(id, reference.id), keys.of(id, "references")],
  });
  const close = () => {
    setAsking(null);
    act.reset();
  };
  const locked = reference.locked_version !== null;
  const why = past
    ? null
    : (may(locked ? "unlock" : "lock", reference.can).reason ?? may("change", reference.can).reason);
  return (
    <header className="flex flex-col gap-2 px-4 pt-3 pb-2">
      <div className="flex flex-wrap items-center gap-3">
        <span className="md:hidden">
          <IconButton label={t("back")} icon={<ArrowLeft size={16} aria-hidden />} onPress={() => open(undefined)} />
        </span>
        <h2 dir="auto" className="max-w-full text-title font-semibold">
          {reference.name}
        </h2>
        <span className="text-form whitespace-nowrap text-muted">
          {t(`one.${reference.kind}`)} · {t("version", { version: reference.version })}
        </span>
        <div className="flex-1" />
        {!past &&
          offersOf(reference).map((offer) => (
            <Button
              key={offer}
              size="small"
              {...LOOK[offer]}
              isDisabled={!may(offer, reference.can).allowed || act.saving}
              onPress={() => setAsking(offer)}
            >
              {t(`act.${offer}`)}
            </Button>
          ))}
      </div>
      {why && !reference.removed && <p className="text-body text-muted">{why}</p>}
      {locked && <LockLine reference={reference} />}
      {reference.removed && <p className="text-body text-muted">{t("is-removed")}</p>}
      {asking && <ActDialog act={asking} reference={reference} command={act} onClose={close} />}
    </header>
  );
}

const LOOK = {
  lock: { icon: <LockKeyhole size={12} aria-hidden /> },
  unlock: {},
  remove: { kind: "danger" },
  restore: { kind: "primary" },
} as const;

function offersOf({ removed, locked_version }: Reference): readonly Act["act"][] {
  return removed ? ["restore"] : [locked_version === null ? "lock" : "unlock", "remove"];
}

function LockLine({ reference }: { reference: Reference }) {
  const { t } = useTranslation("references");
  return (
    <p className="flex items-center gap-1.5 text-body">
      <LockKeyhole size={13} aria-hidden className="text-muted" />
      {t("locked-at", { version: reference.locked_version })}
      {reference.lock_reason && <bdi className="text-muted">“{reference.lock_reason}”</bdi>}
    </p>
  );
}
