/** One line of the palette: a thing with its picture, a page or a command with its keys. */
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "../../shared/lib/classes";
import { Keys } from "../../shared/ui/keys";
import type { Entry } from "./entries";
import type { Hit } from "./hits";
import { KindIcon } from "./kind-icon";
import { Marked } from "./marked";

interface EntryRowProps {
  id: string;
  entry: Entry;
  active: boolean;
  dim: boolean;
  onMark: () => void;
  onChoose: () => void;
}

export function EntryRow({ id, entry, active, dim, onMark, onChoose }: EntryRowProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys come to the field, which points at the option
    <div
      ref={row}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      onPointerMove={active ? undefined : onMark}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={classes(
        "flex min-h-9 cursor-default items-center gap-3 rounded-md px-2 py-1 text-form",
        active && "bg-raised outline-2 -outline-offset-2 outline-accent",
        dim && "opacity-60",
      )}
    >
      {entry.is === "hit" && <HitLine hit={entry.hit} />}
      {entry.is === "recent" && (
        <>
          <Picture kind={entry.recent.kind} src={null} />
          <span dir="auto" className="min-w-0 flex-1 truncate">
            {entry.recent.title}
          </span>
        </>
      )}
      {entry.is === "command" && (
        <>
          <span className="min-w-0 flex-1 truncate">{entry.command.label}</span>
          {entry.command.keys && <Keys keys={entry.command.keys} />}
        </>
      )}
    </div>
  );
}

function HitLine({ hit }: { hit: Hit }) {
  const { t } = useTranslation("palette");
  return (
    <>
      <Picture kind={hit.kind} src={hit.picture} />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate">
          <Marked text={hit.title} marks={hit.marks} />
        </span>
        {hit.text && (
          <span className="line-clamp-2 text-body text-muted">
            <Marked text={hit.text} marks={hit.text_marks} />
          </span>
        )}
      </span>
      {!hit.exact && <span className="shrink-0 text-label text-muted max-sm:hidden">{t("alike")}</span>}
    </>
  );
}

function Picture({ kind, src }: { kind: Hit["kind"]; src: string | null }) {
  return (
    <span
      className={classes(
        "flex h-7 w-12 shrink-0 items-center justify-center overflow-hidden rounded-sm",
        src ? "bg-picture" : "bg-raised",
      )}
    >
      {src ? <img src={src} alt="" decoding="async" className="size-full object-contain" /> : <KindIcon kind={kind} />}
    </span>
  );
}
