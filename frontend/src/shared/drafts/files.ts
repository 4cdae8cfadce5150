/** Files that wait beside unsaved texts: too large for the shelf, so that the browser's database holds them. */

const [DATABASE, STORE] = ["continuity.files", "files"];

/** In memory at once, in the database a moment later; where there is none, as long as the page lives. */
export class Files {
  /** By place; null where it is known that there is nothing. */
  private readonly known = new Map<string, string | null>();
  private readonly database: IDBFactory | undefined;

  constructor(database: IDBFactory | undefined) {
    this.database = database;
  }

  async read(place: string): Promise<string | null> {
    const known = this.known.get(place);
    if (known !== undefined) return known;
    const left = await this.ask("readonly", (store) => store.get(place) as IDBRequest<unknown>);
    // What was put away meanwhile is newer.
    const now = this.known.get(place);
    if (now !== undefined) return now;
    const file = typeof left === "string" ? left : null;
    this.known.set(place, file);
    return file;
  }

  async keep(place: string, file: string | null): Promise<void> {
    this.known.set(place, file);
    if (file === null) await this.ask("readwrite", (store) => store.delete(place));
    else await this.ask("readwrite", (store) => store.put(file, place));
  }

  /** Whoever signs in finds nothing that somebody else opened; places begin with whose they are. */
  async only(person: string): Promise<void> {
    const foreign = (place: unknown) => typeof place === "string" && !place.startsWith(`${person} `);
    for (const place of [...this.known.keys()].filter(foreign)) this.known.delete(place);
    const places = await this.ask("readonly", (store) => store.getAllKeys());
    for (const place of (places ?? []).filter(foreign)) await this.ask("readwrite", (store) => store.delete(place));
  }

  /** Undefined where the database does not open or refuses: then memory is all there is. */
  private async ask<T>(mode: IDBTransactionMode, request: (store: IDBObjectStore) => IDBRequest<T>) {
    try {
      const opened = await this.open();
      const transaction = opened.transaction(STORE, mode);
      const asked = await resultOf(request(transaction.objectStore(STORE)));
      opened.close();
      return asked;
    } catch {
      return undefined;
    }
  }

  private open(): Promise<IDBDatabase> {
    if (this.database === undefined) throw new Error("no database");
    const opening = this.database.open(DATABASE, 1);
    opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(STORE));
    return resultOf(opening);
  }
}

function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("refused")));
  });
}
