/** Unsaved texts in the browser's storage: one entry for each page and thing, bounded in number, size and age. */

/** Whose text it is, and what it is about: `shot/<id>`, `reference/new`. Outside of a production that is empty. */
export interface Place {
  person: string;
  production: string;
  thing: string;
}

export interface Text {
  value: unknown;
  /** What was seen when writing began: a version, or the values that the text is to replace. */
  base: unknown;
  /** When it was written on last, in milliseconds. */
  at: number;
  /** What the screen was called, and its address. */
  title: string;
  address: string;
}

/** No more texts than this, and no more characters than half of what browsers keep: the oldest make room. */
export const MOST = { texts: 60, characters: 2_500_000, age: 30 * 24 * 3600 * 1000 };
const PREFIX = "continuity.draft ";

/** `page` names this life of the page: two tabs never write over each other's text about the same thing. */
export class Shelf {
  private readonly storage: Storage;
  private readonly page: string;
  private readonly now: () => number;

  constructor(storage: Storage, page: string, now: () => number) {
    this.storage = storage;
    this.page = page;
    this.now = now;
  }

  /** The newest text about a thing that other pages left, those of before a reload and those of other tabs. */
  newest(place: string): Text | null {
    const left = this.keys().filter((key) => placeIn(key) === place && key !== this.own(place));
    const texts = left.flatMap((key) => this.get(key) ?? []).filter(({ at }) => this.now() - at <= MOST.age);
    return texts.toSorted((one, other) => other.at - one.at)[0] ?? null;
  }

  /** Returns whether there was room. */
  put(place: string, text: Text): boolean {
    const key = this.own(place);
    const written = JSON.stringify(text);
    try {
      if (written.length > MOST.characters) throw new RangeError("too long");
      this.makeRoom(key, written.length);
      this.storage.setItem(key, written);
      return true;
    } catch {
      this.storage.removeItem(key);
      return false;
    }
  }

  remove(place: string): void {
    this.storage.removeItem(this.own(place));
  }

  /** Remove what another page left about a thing at a moment. */
  removeOf(place: string, at: number): void {
    for (const key of this.keys())
      if (placeIn(key) === place && key !== this.own(place) && this.get(key)?.at === at) this.storage.removeItem(key);
  }

  removeWhere(unwanted: (place: string) => boolean): void {
    for (const key of this.keys()) if (unwanted(placeIn(key))) this.storage.removeItem(key);
  }

  places(): string[] {
    return [...new Set(this.keys().map(placeIn))];
  }

  private makeRoom(key: string, characters: number): void {
    const others = this.keys().filter((each) => each !== key);
    const known = others.map((each) => ({
      key: each,
      size: this.storage.getItem(each)?.length ?? 0,
      at: this.get(each)?.at ?? 0,
    }));
    let [texts, total] = [1, characters];
    for (const { key: other, size, at } of known.toSorted((one, other) => other.at - one.at)) {
      texts += 1;
      total += size;
      if (texts > MOST.texts || total > MOST.characters || this.now() - at > MOST.age) this.storage.removeItem(other);
    }
  }

  private get(key: string): Text | null {
    try {
      const found = JSON.parse(this.storage.getItem(key) ?? "null") as Text | null;
      return typeof found?.at === "number" ? found : null;
    } catch {
      return null;
    }
  }

  private keys(): string[] {
    const all = Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index) ?? "");
    return all.filter((key) => key.startsWith(PREFIX));
  }

  private own(place: string): string {
    return `${PREFIX}${place} ${this.page}`;
  }
}

/** A place as one word for each part, so that it can stand in a key. */
export const nameOf = ({ person, production, thing }: Place): string =>
  [person, production, thing].map(encodeURIComponent).join(" ");

export function placeOf(name: string): Place {
  const [person = "", production = "", thing = ""] = name.split(" ").map(decodeURIComponent);
  return { person, production, thing };
}

const placeIn = (key: string): string => key.slice(PREFIX.length, key.lastIndexOf(" "));
