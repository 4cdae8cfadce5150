/** What one opened from the palette, per person and production, kept in this browser: it stands there before one types. */
import type { Kind } from "./hits";

const MOST = 6;

export interface Recent {
  kind: Kind;
  title: string;
  href: string;
}

const nameOf = (person: string, production: string) => `continuity.found.${person}.${production}`;

export function recentOf(person: string, production: string): Recent[] {
  const kept = localStorage.getItem(nameOf(person, production));
  const things = kept === null ? null : parsed(kept);
  return Array.isArray(things) ? things.filter(isRecent) : [];
}

/** Put something first that was opened just now. */
export function opened(person: string, production: string, thing: Recent): void {
  const others = recentOf(person, production).filter(({ href }) => href !== thing.href);
  const kept = JSON.stringify([thing, ...others].slice(0, MOST));
  try {
    localStorage.setItem(nameOf(person, production), kept);
  } catch {
    // A full store forgets what was opened, and nothing else.
  }
}

function isRecent(thing: unknown): thing is Recent {
  if (typeof thing !== "object" || thing === null) return false;
  return "kind" in thing && "title" in thing && "href" in thing && String(thing.href).startsWith("/p/");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
