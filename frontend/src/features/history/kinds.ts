/** The kinds of things that events are about, and the types of events of each. */
export const TYPES: Readonly<Record<string, readonly string[]>> = {
  production: [
    "created",
    "renamed",
    "parameter_set",
    "parameter_cleared",
    "locked",
    "unlocked",
    "member_added",
    "role_changed",
    "member_removed",
    "policy_changed",
    "spending_changed",
    "marker_placed",
    "columns_mapped",
    "archived",
    "sound_placed",
  ],
  script: ["revised", "broken_down"],
  pipeline: ["changed", "published"],
  collection: ["done"],
  scene: [
    "added",
    "changed",
    "moved",
    "removed",
    "restored",
    "parameter_set",
    "parameter_cleared",
    "locked",
    "unlocked",
    "sound_placed",
  ],
  shot: [
    "added",
    "changed",
    "moved",
    "removed",
    "restored",
    "parameter_set",
    "parameter_cleared",
    "locked",
    "unlocked",
    "cast_set",
    "cast_removed",
    "continues_set",
    "take_selected",
    "recording_set",
    "translation_set",
    "sound_placed",
  ],
  reference: [
    "added",
    "changed",
    "renamed",
    "alias_added",
    "alias_removed",
    "merged",
    "version_added",
    "look_changed",
    "sound_given",
    "locked",
    "unlocked",
    "removed",
    "restored",
  ],
  take: [
    "made",
    "made_again",
    "submitted",
    "approved",
    "changes_requested",
    "endorsed",
    "endorsement_withdrawn",
    "approval_withdrawn",
    "changes_withdrawn",
    "noted",
    "note_resolved",
    "note_reopened",
    "pinned",
    "unpinned",
    "artifact_replaced",
  ],
  cut: ["edited"],
  playlist: ["begun", "renamed", "noted", "arranged", "status_changed"],
  share_link: ["made", "addressed", "revoked", "entered", "guest_erased"],
  waiver: ["given", "withdrawn", "renewed"],
  change_set: ["begun", "renamed", "noted", "edited", "proposed", "withdrawn", "reopened", "applied"],
  order: ["placed", "released", "priority_changed", "cancelled", "finished"],
  queue: ["paused", "resumed"],
  job: ["started", "done", "wasted", "reused", "failed", "skipped", "cancelled", "artifact_replaced"],
};

/** Types that belong together across kinds. */
export const GROUPS: Readonly<Record<string, readonly string[]>> = {
  decisions: [
    "take.submitted",
    "take.approved",
    "take.changes_requested",
    "take.endorsed",
    "take.endorsement_withdrawn",
    "take.approval_withdrawn",
    "take.changes_withdrawn",
    "take.pinned",
    "take.unpinned",
    "shot.take_selected",
  ],
  locks: ["production", "scene", "shot", "reference"].flatMap((kind) => [`${kind}.locked`, `${kind}.unlocked`]),
  members: ["member_added", "role_changed", "member_removed", "policy_changed"].map((type) => `production.${type}`),
  markers: ["production.marker_placed"],
};

/** The types of a kind or group as the server's filter wants them; none for one that is unknown here. */
export function typesOf(kind: string): string | undefined {
  return (GROUPS[kind] ?? TYPES[kind]?.map((type) => `${kind}.${type}`))?.join(",");
}

/** Where a thing of the log is shown; null where no screen has it. */
export function addressOf(
  production: string,
  kind: string,
  id: string,
  payload: Record<string, unknown> = {},
): string | null {
  const shot = typeof payload.shot === "string" ? payload.shot : null;
  const places: Record<string, string | null> = {
    production: `/p/${production}`,
    script: `/p/${production}/script`,
    scene: `/p/${production}/parameters?scene=${id}`,
    shot: `/p/${production}/shots/${id}`,
    reference: `/p/${production}/references/${id}`,
    change_set: `/p/${production}/change-sets/${id}`,
    take: shot && `/p/${production}/shots/${shot}?take=${id}`,
    order: `/p/${production}/board`,
    job: shot && `/p/${production}/shots/${shot}`,
  };
  return places[kind] ?? null;
}
