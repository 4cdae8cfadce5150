/** A line to the server, beside the log: parts of the page say things over it and hear what is said. */
import type { Frame } from "./frames";

export class Line {
  readonly heard = new Set<(frame: Frame) => void>();
  private speak: ((message: object) => void) | null = null;

  readonly say = (message: object): void => this.speak?.(message);

  /** Whoever speaks for it from now on, until it is another. */
  carriedBy(speak: ((message: object) => void) | null): void {
    this.speak = speak;
  }

  hear(frame: Frame): void {
    for (const each of this.heard) each(frame);
  }
}
