/** What an import proposes, and what people decide about it, as the API has them. */
import type { components } from "../../shared/api/schema";
import type { Revision } from "./queries";

type Schemas = components["schemas"];

export type Anchor = Schemas["Anchor"];
export type Proposal = Revision["proposal"];
export type ProposedScene = Proposal["scenes"][number];
export type ProposedShot = ProposedScene["shots"][number];
export type ProposedCast = ProposedShot["cast"][number];
/** A sentence within a shot at which another may start. */
export type Start = Schemas["Sentence"];
export type Rename = Schemas["Rename"];
export type Decision = NonNullable<Schemas["ReviseScript"]["decisions"]>[number];
export type NameKind = Schemas["Rename"]["kind"];
