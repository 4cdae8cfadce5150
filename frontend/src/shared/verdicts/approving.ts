/** How many approvals a take lacks, and what one more would make of that. */
import type { components } from "../api/schema";
import type { TakePort } from "./ports";

export type Awaits = components["schemas"]["Awaits"];
export type Endorser = components["schemas"]["Endorser"];
export type Role = Endorser["role"];
type Lacking = Pick<Awaits, "approvals" | "reviewers" | "producers">;

/** Whether there is more to say than that one approval is enough. */
export const isShared = ({ approvals, reviewers, producers, final, mine }: Awaits): boolean =>
  approvals !== 1 || reviewers + producers > 0 || final || mine;

/** What is lacking once somebody in a role has approved it too. */
export function after(awaits: Awaits, role: Role): Lacking {
  if (awaits.mine) return awaits;
  const reviewers = Math.max(0, awaits.reviewers - (role === "reviewer" ? 1 : 0));
  const producers = Math.max(0, awaits.producers - (role === "producer" ? 1 : 0));
  const anyone = awaits.approvals > awaits.reviewers + awaits.producers ? awaits.approvals - 1 : 0;
  return { reviewers, producers, approvals: Math.max(anyone, reviewers + producers) };
}

/** Whether somebody in a role can give the final approval now. */
export const canBeFinal = (awaits: Awaits, role: Role): boolean =>
  awaits.final && role === "producer" && after(awaits, role).approvals === 0;

export const canAllBeFinal = (takes: readonly { awaits: Awaits | null }[], role: Role): boolean =>
  takes.length > 0 && takes.every(({ awaits }) => awaits !== null && canBeFinal(awaits, role));

/** The ports of which others may have to approve more: to take one's own approval back is about these alone. */
export const waitingPorts = (ports: readonly Pick<TakePort, "port" | "content" | "state">[]): string[] =>
  ports.filter(({ content, state }) => content !== null && state !== "approved").map(({ port }) => port);

/** Who approved something of a take while that was not enough, each once. */
export const endorsersOf = (ports: readonly { endorsed_by?: Endorser[] }[]): Endorser[] => [
  ...new Map(ports.flatMap(({ endorsed_by = [] }) => endorsed_by).map((each) => [each.id, each])).values(),
];
