/** What an edit does otherwise than the film: one list for each kind of difference, empty ones left out. */
import { useTranslation } from "react-i18next";
import type { components } from "../../shared/api/schema";
import { useNumbering } from "../../shared/player/numbering";
import { rateOf, timecode } from "../../shared/player/timing";

type Difference = components["schemas"]["EditDifference"];
type Clip = components["schemas"]["EditClip"];

interface Row {
  name: string;
  text: string;
}

const MOST = 100;

export function EditDifference({ difference }: { difference: Difference }) {
  const { t } = useTranslation("film");
  const rate = rateOf(difference.rate);
  const long = (frames: number) => timecode(frames, rate);
  const called = useNumbering();
  const placeOf = (clip: Clip) => called.timecode(clip.record_in, rate);
  const at = (clip: Clip) => t("compare.at", { at: placeOf(clip) });
  const lists: { title: string; rows: Row[] }[] = [
    {
      title: t("compare.replaced"),
      rows: difference.replaced.map(({ film, edit }) => ({
        name: film.name,
        text: t(film.take === null ? "compare.replaced-gap" : "compare.replaced-row", {
          film: film.take,
          edit: edit.take ?? t("compare.no-number"),
        }),
      })),
    },
    {
      title: t("compare.retimed"),
      rows: difference.retimed.map(({ film, edit }) => {
        const [source, frames] = [edit.source_out - edit.source_in, edit.record_out - edit.record_in];
        return {
          name: film.name,
          text: t("compare.retimed-row", { source, frames, percent: Math.round((100 * source) / frames) }),
        };
      }),
    },
    {
      title: t("compare.trimmed"),
      rows: difference.trimmed.map(({ film, edit }) => ({
        name: film.name,
        text: t("compare.trimmed-row", {
          first: edit.source_in,
          last: edit.source_out - 1,
          from: film.source_in,
          to: film.source_out - 1,
        }),
      })),
    },
    {
      title: t("compare.reordered"),
      rows: difference.reordered.map(({ film, edit }) => ({ name: film.name, text: at(edit) })),
    },
    {
      title: t("compare.repeated"),
      rows: difference.repeated.map(({ film, edit }) => ({ name: film.name, text: at(edit) })),
    },
    {
      title: t("compare.missing"),
      rows: difference.missing.map(({ name, take }) => ({ name, text: t("compare.missing-row", { take }) })),
    },
    {
      title: t("compare.unknown"),
      rows: difference.unknown.map((clip) => ({
        name: clip.name,
        text: t("compare.unknown-row", {
          media: clip.media,
          at: placeOf(clip),
          frames: clip.record_out - clip.record_in,
        }),
      })),
    },
  ];
  const said = {
    title: difference.title || t("compare.untitled"),
    count: difference.clips,
    edit: long(difference.edit_frames),
    film: long(difference.film_frames),
  };
  return (
    <div className="flex flex-col gap-4 text-body">
      <p role="status" className="text-form">
        {t(difference.same ? "compare.same" : "compare.differs", said)}
      </p>
      {lists.map(({ title, rows }) => rows.length > 0 && <Rows key={title} title={title} rows={rows} />)}
    </div>
  );
}

function Rows({ title, rows }: { title: string; rows: readonly Row[] }) {
  const { t } = useTranslation("film");
  return (
    <section aria-label={title} className="border-t border-line pt-3">
      <h3 className="mb-1 font-semibold">
        {title} <span className="numbers font-normal text-muted">{rows.length}</span>
      </h3>
      <ul className="flex flex-col gap-1">
        {rows.slice(0, MOST).map(({ name, text }, index) => (
          <li key={index} className="flex gap-3">
            <bdi className="numbers w-32 shrink-0 truncate" title={name}>
              {name}
            </bdi>
            <span dir="auto" className="min-w-0 text-muted">
              {text}
            </span>
          </li>
        ))}
      </ul>
      {rows.length > MOST && <p className="text-muted">{t("compare.more", { count: rows.length - MOST })}</p>}
    </section>
  );
}
