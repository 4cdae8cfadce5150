/** A text with the words that were looked for marked. */
import { stretches, type Mark } from "./hits";

export function Marked({ text, marks }: { text: string; marks: readonly Mark[] }) {
  return (
    <bdi>
      {stretches(text, marks).map((each, nth) =>
        each.marked ? (
          <mark key={nth} className="rounded-sm bg-accent/25 font-semibold text-text">
            {each.text}
          </mark>
        ) : (
          <span key={nth}>{each.text}</span>
        ),
      )}
    </bdi>
  );
}
