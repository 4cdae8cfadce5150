/** A shortcut as key caps. */
import { shownKeys } from "../keys/registry";

export function Keys({ keys }: { keys: string }) {
  return (
    <span className="inline-flex gap-0.5">
      {shownKeys(keys).map((key, index) => (
        <kbd
          key={`${index}${key}`}
          className="min-w-4 rounded-sm border border-line bg-base px-1 text-center font-sans text-label text-muted"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
