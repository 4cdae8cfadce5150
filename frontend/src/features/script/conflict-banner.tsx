/** Somebody saved another revision meanwhile: said above the text, which stays as it is. */
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/button";

export function ConflictBanner({ missed, onLook }: { missed: unknown; onLook: () => void }) {
  const { t } = useTranslation("script");
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-3 border-b border-line border-l-2 border-l-changes bg-panel px-3 py-2 text-form"
    >
      <span aria-hidden className="text-changes">
        ↺
      </span>
      <span className="flex-1">{t("conflict.banner", { who: whoOf(missed) ?? t("conflict.somebody") })}</span>
      <Button size="small" onPress={onLook}>
        {t("conflict.look")}
      </Button>
    </div>
  );
}

/** Who wrote the last of the events that one had not seen. */
function whoOf(missed: unknown): string | null {
  const last = Array.isArray(missed) ? (missed.at(-1) as { actor?: { name?: string } } | undefined) : undefined;
  return last?.actor?.name ?? null;
}
