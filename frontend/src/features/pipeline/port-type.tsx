/** The type of a port: a word, with a colour beside it that the same type has in the graph. */
import { classes } from "../../shared/lib/classes";

const COLOURS: Record<string, string> = {
  prompt: "bg-in-review",
  text: "bg-in-review",
  image: "bg-accent",
  frames: "bg-stale",
  latents: "bg-stale",
  embedding: "bg-idle",
  audio: "bg-approved",
  timing: "bg-queued",
  captions: "bg-changes",
  report: "bg-failed",
};

export const colourOf = (type: string): string => COLOURS[type] ?? "bg-idle";

export function PortType({ type }: { type: string }) {
  return (
    <span className="inline-flex items-center gap-1 text-label text-muted">
      <span aria-hidden className={classes("size-2 rounded-full", colourOf(type))} />
      {type}
    </span>
  );
}
