/** A line to the server, beside the log: parts of the page say things over it and hear what is said. */
import type { Frame } from "./frames";

export interface Line {
  say: (message: object) => void;
  heard: Set<(frame: Frame) => void>;
}
