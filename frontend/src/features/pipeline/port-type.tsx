/** The type of a port: a word, with a colour beside it that the same type has in the graph. */
const COLOURS: Record<string, string> = {
  prompt: "in-review",
  text: "in-review",
  image: "accent",
  frames: "stale",
  latents: "stale",
  audio: "approved",
  timing: "queued",
  captions: "changes",
  report: "failed",
};

export const colourOf = (type: string): string => `var(--color-${COLOURS[type] ?? "idle"})`;

export function PortType({ type }: { type: string }) {
  return (
    <span className="inline-flex items-center gap-1 text-label text-muted">
      <span aria-hidden className="size-2 rounded-full" style={{ background: colourOf(type) }} />
      {type}
    </span>
  );
}
