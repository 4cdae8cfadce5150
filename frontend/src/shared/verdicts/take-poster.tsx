/** A take as a small picture, with a corner for one that is out of date. */
export function TakePoster({ take }: { take: { poster: string | null; out_of_date: boolean } }) {
  return (
    <span className="relative block h-11 w-20 shrink-0 overflow-hidden rounded-sm bg-picture">
      {take.poster && <img src={take.poster} alt="" loading="lazy" className="size-full object-cover" />}
      {take.out_of_date && <span aria-hidden className="stale-corner absolute top-0 right-0 size-3" />}
    </span>
  );
}
