/** How every state that people see looks: its glyph and its colour; never one without the other. */
import type { components } from "../api/schema";

type Schemas = components["schemas"];

/** The states of shots, cells, takes, jobs, orders and long work, as the API names them. */
export type State =
  | Schemas["ShotStanding"]["review"]
  | Exclude<Schemas["ShotStanding"]["work"], "none">
  | Schemas["Cell"]["state"]
  | Schemas["Take"]["state"]
  | Schemas["Job"]["state"]
  | Schemas["Order"]["state"]
  | Schemas["LongWork"]["state"];

/** What is said beside a state. */
type Flag = "stale" | "locked" | "pinned";

export interface Look {
  glyph: string;
  /** A token of styles.css, as classes for text, tint and left edge. */
  text: string;
  tint: string;
  edge: string;
}

const idle: Look = { glyph: "○", text: "text-idle", tint: "bg-idle/12", edge: "border-l-idle" };
const queued: Look = { glyph: "◔", text: "text-queued", tint: "bg-queued/12", edge: "border-l-queued" };
const running: Look = { glyph: "▶", text: "text-running", tint: "bg-running/12", edge: "border-l-running" };
const inReview: Look = { glyph: "◆", text: "text-in-review", tint: "bg-in-review/12", edge: "border-l-in-review" };
const changes: Look = { glyph: "↺", text: "text-changes", tint: "bg-changes/12", edge: "border-l-changes" };
const approved: Look = { glyph: "✓", text: "text-approved", tint: "bg-approved/12", edge: "border-l-approved" };
const failed: Look = { glyph: "✕", text: "text-failed", tint: "bg-failed/12", edge: "border-l-failed" };
const stale: Look = { glyph: "⟲", text: "text-stale", tint: "bg-stale/12", edge: "border-l-stale" };
const made: Look = { glyph: "●", text: "text-queued", tint: "bg-queued/12", edge: "border-l-queued" };

/** One look for each of them: a state that the API gets or loses does not compile until it has or loses its own. */
export const LOOKS: Readonly<Record<State | Flag, Look>> = {
  empty: idle,
  skipped: { ...idle, glyph: "⊘" },
  cancelled: { ...idle, glyph: "⊘" },
  waiting: { ...queued, glyph: "◌" },
  ready: queued,
  queued,
  held: { ...queued, glyph: "‖" },
  running,
  made,
  done: made,
  reused: { ...made, glyph: "◉" },
  submitted: inReview,
  "in review": inReview,
  changes_requested: changes,
  "changes requested": changes,
  approved,
  failed,
  "out of date": stale,
  stale,
  locked: { ...idle, glyph: "🔒︎", text: "text-muted" },
  pinned: { ...made, glyph: "⚑", text: "text-muted" },
};

export const isState = (state: string): state is keyof typeof LOOKS => state in LOOKS;

/** A program that is older than its server may meet a state that it does not know. */
export const lookOf = (state: string): Look => (isState(state) ? LOOKS[state] : { ...idle, glyph: "?" });
