/** Parameters as they were at a position: the registry of today over the settings of then. */
import type { PastState } from "../../shared/api/past";
import type { components } from "../../shared/api/schema";
import type { Level, Link, Parameter } from "./levels";
import type { Target } from "./queries";

type LogEvent = components["schemas"]["LogEvent"];

interface Settings {
  values: Record<string, unknown>;
  locks: Record<string, { value: unknown; reason: string }>;
}

/** The production's own settings after its events up to `position`; scenes and shots carry theirs in the state. */
export function settingsAt(events: readonly LogEvent[], position: number): Settings {
  const found: Settings = { values: {}, locks: {} };
  for (const { type, payload, position: place } of events) {
    if (place === null || place > position) continue;
    const said = payload as Record<string, unknown>;
    const name = String(said.name);
    if (type === "production.parameter_set") found.values[name] = said.to;
    if (type === "production.parameter_cleared") delete found.values[name];
    if (type === "production.locked") found.locks[name] = { value: said.value, reason: String(said.reason ?? "") };
    if (type === "production.unlocked") delete found.locks[name];
  }
  return found;
}

/** The chain as it stood then. `registry` is today's list of the production: it names kinds and, where unset, defaults. */
export function chainAt(registry: readonly Parameter[], chain: readonly Target[], state: PastState, production: Settings): Link[] {
  const settings = chain.map((target) => ({ target, own: ownOf(target, state, production) }));
  return settings.map(({ target }, depth) => ({
    ...target,
    parameters: registry.map((parameter) => parameterAt(parameter, settings.slice(0, depth + 1).map(({ target, own }) => ({ level: target.level, own })))),
  }));
}

function ownOf({ level, id }: Target, state: PastState, production: Settings): Settings {
  if (level === "production") return production;
  const found = (level === "scene" ? state.scenes : state.shots).find((each) => each.id === id);
  return { values: (found?.parameters ?? {}) as Settings["values"], locks: (found?.locks ?? {}) as Settings["locks"] };
}

function parameterAt(parameter: Parameter, chain: readonly { level: Level; own: Settings }[]): Parameter {
  const { name } = parameter;
  const lock = chain.find(({ own }) => name in own.locks);
  const nearest = chain.findLast(({ own }) => name in own.values);
  const here = chain.at(-1)?.own;
  return {
    ...parameter,
    value: lock ? lock.own.locks[name]?.value : nearest ? nearest.own.values[name] : defaultOf(parameter),
    level: lock?.level ?? nearest?.level ?? null,
    set_here: here !== undefined && name in here.values,
    own: here?.values[name] ?? null,
    lock: lock ? { level: lock.level, value: lock.own.locks[name]?.value, reason: lock.own.locks[name]?.reason ?? "" } : null,
  };
}

/** The registry's default, as far as today's list tells it: where the production sets a value it does not. */
function defaultOf(parameter: Parameter): unknown {
  if (parameter.level === null) return parameter.value;
  return parameter.kind === "switch" ? false : null;
}
