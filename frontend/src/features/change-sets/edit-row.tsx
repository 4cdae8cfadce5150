/** One edit of a set: from what to what, what is there now where that differs, and what stands in its way. */
import { useTranslation } from "react-i18next";
import type { GatheredEdit } from "../../shared/change-sets/calls";
import { Button } from "../../shared/ui/button";
import { EventLink } from "../../shared/ui/event-link";
import { RelativeTime } from "../../shared/ui/figures";
import { useWords } from "./words";

interface EditRowProps {
  edit: GatheredEdit;
  applied: boolean;
  changeable: boolean;
  onDrop: () => void;
  onKeep: () => void;
}

export function EditRow({ edit, applied, changeable, onDrop, onKeep }: EditRowProps) {
  const { t } = useTranslation("change-sets");
  const words = useWords();
  const conflict = edit.state === "conflict";
  const blocked = conflict || edit.state === "gone" || edit.state === "refused";
  return (
    <li className="flex flex-col gap-1.5 px-3 py-2 compact:py-1 text-form">
      <div className="flex items-start gap-3 max-md:flex-wrap">
        <span className="w-56 shrink-0 break-words max-md:w-full">
          <span dir="auto" className="font-medium">
            {edit.label}
          </span>
          {edit.by && <span className="block text-body text-muted">{t("edit.by", { name: edit.by.name })}</span>}
        </span>
        <dl className="grid min-w-0 flex-1 grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
          <Line label={t(conflict ? "edit.was" : "edit.from")} value={words(edit.from, edit.field)} muted />
          {conflict && <Line label={t("edit.now")} value={words(edit.now, edit.field)} />}
          <Line label={t("edit.to")} value={words(edit.to, edit.field)} strong />
        </dl>
        <span className="flex shrink-0 gap-2">
          {conflict && changeable && (
            <Button size="small" onPress={onKeep} aria-label={t("edit.keep-label", { label: edit.label })}>
              {t("edit.keep")}
            </Button>
          )}
          {changeable && (
            <Button
              size="small"
              kind={blocked ? "plain" : "quiet"}
              onPress={onDrop}
              aria-label={t(conflict ? "edit.take-theirs-label" : "edit.drop-label", { label: edit.label })}
            >
              {t(conflict ? "edit.take-theirs" : "edit.drop")}
            </Button>
          )}
        </span>
      </div>
      {edit.state === "done" && !applied && <p className="text-body text-muted">✓ {t("edit.done")}</p>}
      {blocked && (
        <div className="flex flex-wrap gap-x-2 text-body">
          <p>
            <span aria-hidden className="mr-1.5 text-failed">
              ✕
            </span>
            <span dir="auto">{edit.reason}</span>
          </p>
          {edit.changed && (
            <span className="text-muted">
              <bdi>{edit.changed.actor.name}</bdi> <RelativeTime at={edit.changed.at} />
            </span>
          )}
          {edit.changed && edit.changed.position !== null && (
            <EventLink position={edit.changed.position}>
              {t("edit.event", { position: edit.changed.position })}
            </EventLink>
          )}
        </div>
      )}
    </li>
  );
}

function Line({
  label,
  value,
  muted = false,
  strong = false,
}: {
  label: string;
  value: string;
  muted?: boolean;
  strong?: boolean;
}) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd
        dir="auto"
        className={`line-clamp-4 break-words whitespace-pre-line ${muted ? "text-muted" : ""} ${strong ? "font-medium" : ""}`}
        title={value.length > 200 ? value : undefined}
      >
        {value}
      </dd>
    </>
  );
}
