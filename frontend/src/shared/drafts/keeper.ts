/** What people typed and have not saved: in memory at once, on the shelf a moment later. */
import { nameOf, placeOf, Shelf, type Place, type Text } from "./shelf";

export interface Draft extends Text {
  /** Left by an earlier page or another tab, and not taken up here yet. */
  earlier: boolean;
}

const PAUSE = 300;

export class Keeper {
  /** Counts changes, for whoever watches all of them. */
  version = 0;
  /** By place; null where it is known that there is nothing. */
  private readonly known = new Map<string, Draft | null>();
  /** Places whose text is newer than on the shelf, and those for whose text it has no room. */
  private readonly waiting = new Set<string>();
  private readonly homeless = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly shelf: Shelf;
  private readonly now: () => number;

  constructor(storage: Storage, page: string, now: () => number = Date.now) {
    this.shelf = new Shelf(storage, page, now);
    this.now = now;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The text about a thing: this page's own, else the newest that another page left. */
  read(place: Place): Draft | null {
    const name = nameOf(place);
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const left = this.shelf.newest(name);
    const draft = left && { ...left, earlier: true };
    this.known.set(name, draft);
    return draft;
  }

  write(place: Place, text: Omit<Text, "at">): void {
    const name = nameOf(place);
    const before = this.known.get(name);
    if (before?.earlier) this.shelf.removeOf(name, before.at);
    this.known.set(name, { ...text, at: this.now(), earlier: false });
    this.waiting.add(name);
    this.timer ??= setTimeout(this.flush, PAUSE);
    this.tell();
  }

  /** It was saved or is not wanted. What yet another page left about the same thing comes up then. */
  drop(place: Place): void {
    const name = nameOf(place);
    const draft = this.known.get(name);
    if (draft?.earlier) this.shelf.removeOf(name, draft.at);
    else this.shelf.remove(name);
    for (const each of [this.known, this.waiting, this.homeless]) each.delete(name);
    this.tell();
  }

  /** Every text of a person, the newest first. */
  all(person: string): (Place & Draft)[] {
    const places = [...new Set([...this.known.keys(), ...this.shelf.places()])].map(placeOf);
    return places
      .filter((place) => place.person === person)
      .flatMap((place) => ({ ...place, draft: this.read(place) }))
      .flatMap(({ draft, ...place }) => (draft ? [{ ...place, ...draft }] : []))
      .toSorted((one, other) => other.at - one.at);
  }

  /** Whoever signs in finds nothing that somebody else typed. */
  only(person: string): void {
    const foreign = (name: string) => placeOf(name).person !== person;
    this.shelf.removeWhere(foreign);
    for (const each of [this.known, this.waiting, this.homeless])
      for (const name of [...each.keys()].filter(foreign)) each.delete(name);
    this.tell();
  }

  /** Whether this page has a text that is not saved. */
  get holds(): boolean {
    return [...this.known.values()].some((draft) => draft !== null && !draft.earlier);
  }

  /** Whether leaving the page would lose a text, as the browser has no room for it. */
  get atRisk(): boolean {
    this.flush();
    return this.homeless.size > 0;
  }

  /** Put every text of this page onto the shelf, also what another tab has taken up meanwhile: the page goes. */
  readonly leave = (): void => {
    for (const [name, draft] of this.known) if (draft && !draft.earlier) this.waiting.add(name);
    this.flush();
  };

  /** Put onto the shelf whatever is newer here. */
  readonly flush = (): void => {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const name of this.waiting) {
      const draft = this.known.get(name);
      if (!draft) continue;
      const { earlier: _, ...text } = draft;
      if (this.shelf.put(name, text)) this.homeless.delete(name);
      else this.homeless.add(name);
    }
    this.waiting.clear();
  };

  private tell(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}
