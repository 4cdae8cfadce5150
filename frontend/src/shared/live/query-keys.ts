/** Every query key of the page, and which of them an event makes old: the one table between log and cache. */
import type { QueryKey } from "@tanstack/react-query";
import type { LiveEvent } from "./frames";

/** Keys of a production begin with ["p", production, noun]; what comes behind narrows it (id, filters). */
const of = (production: string, noun: Noun, ...rest: readonly unknown[]) => ["p", production, noun, ...rest] as const;

export const keys = {
  session: ["session"] as const,
  me: ["me"] as const,
  mySessions: ["me", "sessions"] as const,
  myTokens: ["me", "tokens"] as const,
  productions: ["productions"] as const,
  templates: ["templates"] as const,
  health: ["health"] as const,
  storage: ["storage"] as const,
  workers: ["workers"] as const,
  prices: ["prices"] as const,
  models: ["models"] as const,
  additions: ["additions"] as const,
  everythingOf: (production: string) => ["p", production] as const,
  of,
  production: (production: string) => of(production, "production"),
  members: (production: string) => of(production, "members"),
  script: (production: string) => of(production, "script"),
  scenes: (production: string) => of(production, "scenes"),
  shots: (production: string, filter: object = {}) => of(production, "shots", filter),
  shot: (production: string, shot: string) => of(production, "shot", shot),
  inputs: (production: string, shot: string) => of(production, "inputs", shot),
  cast: (production: string, shot: string) => of(production, "cast", shot),
  shotHistory: (production: string, shot: string) => of(production, "shot-history", shot),
  parameters: (production: string, level: "production" | "scene" | "shot", id: string) =>
    of(production, "parameters", level, id),
  references: (production: string, filter: object = {}) => of(production, "references", filter),
  reference: (production: string, reference: string) => of(production, "reference", reference),
  /** How a reference looks through the film, or those that a shot casts. */
  looks: (production: string, thing: string) => of(production, "looks", thing),
  usedBy: (production: string, reference: string) => of(production, "used-by", reference),
  pipeline: (production: string) => of(production, "pipeline"),
  stages: (production: string) => of(production, "stages"),
  plan: (production: string, asked: object = {}) => of(production, "plan", asked),
  orders: (production: string) => of(production, "orders"),
  changeSets: (production: string) => of(production, "change-sets"),
  changeSet: (production: string, set: string, ...part: readonly string[]) =>
    of(production, "change-set", set, ...part),
  queue: (production: string) => of(production, "queue"),
  order: (production: string, order: string) => of(production, "order", order),
  jobs: (production: string, order: string) => of(production, "jobs", order),
  takes: (production: string, shot: string) => of(production, "takes", shot),
  take: (production: string, take: string) => of(production, "take", take),
  playlists: (production: string) => of(production, "playlists"),
  playlist: (production: string, playlist: string) => of(production, "playlist", playlist),
  cut: (production: string) => of(production, "cut"),
  /** How far a production is. */
  overview: (production: string) => of(production, "overview"),
  review: (production: string) => of(production, "review"),
  spending: (production: string) => of(production, "spending"),
  costs: (production: string) => of(production, "costs"),
  works: (production: string) => of(production, "work"),
  /** What is left for me to do, everywhere. */
  myWork: ["my-work"] as const,
  events: (production: string, filter: object = {}) => of(production, "events", filter),
  /** What was found in a production for a text: asked again each time, so no event invalidates it. */
  search: (production: string, text: string) => ["search", production, text] as const,
  /** Past states never change: no event invalidates them. */
  past: (production: string, at: string) => of(production, "past", at),
};

export type Noun =
  | "production" | "members" | "script" | "scenes" | "shots" | "shot" | "inputs" | "cast" | "shot-history"
  | "parameters" | "references" | "reference" | "used-by" | "stages" | "plan" | "orders" | "order" | "jobs" | "queue"
  | "change-sets" | "change-set" | "takes" | "take" | "cut" | "review" | "events" | "evidence" | "past" | "spending"
  | "costs" | "overview" | "pipeline" | "looks" | "film-files" | "work" | "playlists" | "playlist" | "notes"; // prettier-ignore

/** What says of takes whether they are up to date, and which are in use: any input may change it. */
const STANDING = { plan: "all", stages: "all", overview: "all", cut: "all", review: "all", takes: "all", take: "all", "change-set": "all", playlist: "all", notes: "all" } as const; // prettier-ignore

/** Nouns that any event of an entity kind makes old; a noun with `true` only for the entity's own id. */
const TOUCHED: Record<string, Partial<Record<Noun, "all" | "own">>> = {
  production: { production: "all", members: "all", work: "all", parameters: "all", inputs: "all", spending: "all", ...STANDING },
  script: { script: "all", scenes: "all", shots: "all", references: "all", inputs: "all", cast: "all", shot: "all", looks: "all", ...STANDING },
  scene: { scenes: "all", looks: "all", shots: "all", parameters: "all", inputs: "all", ...STANDING },
  shot: { shots: "all", shot: "own", looks: "all", inputs: "all", cast: "own", "shot-history": "own", parameters: "all", "used-by": "all", ...STANDING },
  reference: { references: "all", looks: "all", reference: "own", "used-by": "own", inputs: "all", ...STANDING },
  pipeline: { pipeline: "all", parameters: "all", inputs: "all", ...STANDING },
  take: { "shot-history": "all", ...STANDING },
  cut: { cut: "all" },
  waiver: { cut: "all" },
  work: { work: "all", "shot-history": "all" },
  playlist: { playlists: "all", playlist: "own" },
  change_set: { "change-sets": "all", "change-set": "own" },
  order: { orders: "all", order: "own", jobs: "own", queue: "all", stages: "all", overview: "all", plan: "all", spending: "all" },
  queue: { queue: "all" },
  job: { orders: "all", order: "all", jobs: "all", queue: "all", stages: "all", overview: "all", plan: "all", spending: "all", costs: "all" },
}; // prettier-ignore

/** The keys of queries that an event makes old; unknown kinds touch the whole production, so nothing is ever missed. */
export function touched(production: string, event: Pick<LiveEvent, "entity" | "type">): QueryKey[] {
  const nouns = TOUCHED[event.entity.kind];
  if (!nouns) return [keys.everythingOf(production)];
  const found: QueryKey[] = [of(production, "events")];
  for (const [noun, which] of Object.entries(nouns) as [Noun, "all" | "own"][]) {
    found.push(which === "own" ? of(production, noun, event.entity.id) : of(production, noun));
  }
  if (["production.renamed", "production.archived", "production.role_changed"].includes(event.type)) {
    found.push(keys.productions, keys.me);
  }
  if (event.entity.kind === "work") found.push(keys.myWork, keys.session);
  return found;
}

/** As `touched` for many events, each key once. */
export function touchedByAll(production: string, events: readonly LiveEvent[]): QueryKey[] {
  const found = new Map<string, QueryKey>();
  for (const event of events) for (const key of touched(production, event)) found.set(JSON.stringify(key), key);
  return [...found.values()];
}
