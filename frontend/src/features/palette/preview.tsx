/** What stands beside the list on wide screens: the marked thing larger, with its text, and what opens. */
import { useTranslation } from "react-i18next";
import { Keys } from "../../shared/ui/keys";
import type { Entry } from "./entries";
import type { Hit } from "./hits";
import { KindIcon } from "./kind-icon";
import { Marked } from "./marked";

export function Preview({ entry }: { entry: Entry | undefined }) {
  return (
    <div className="hidden w-72 shrink-0 flex-col gap-3 border-l border-line p-3 text-form lg:flex">
      {entry?.is === "hit" && <OfHit hit={entry.hit} />}
      {entry?.is === "recent" && <p dir="auto">{entry.recent.title}</p>}
      {entry?.is === "command" && (
        <>
          <p>{entry.command.label}</p>
          {entry.command.keys && <Keys keys={entry.command.keys} />}
        </>
      )}
    </div>
  );
}

function OfHit({ hit }: { hit: Hit }) {
  const { t } = useTranslation("palette");
  return (
    <>
      {hit.picture && (
        <img src={hit.picture} alt="" decoding="async" className="aspect-video w-full bg-picture object-contain" />
      )}
      <p className="flex items-center gap-2 text-label text-muted">
        <KindIcon kind={hit.kind} />
        {t(`one.${hit.kind}`)}
      </p>
      <p className="font-semibold break-words">
        <Marked text={hit.title} marks={hit.marks} />
      </p>
      {hit.text && (
        <p className="text-body break-words">
          <Marked text={hit.text} marks={hit.text_marks} />
        </p>
      )}
      <p className="mt-auto text-body text-muted">{t(`opens.${hit.kind}`, { position: hit.position })}</p>
    </>
  );
}
