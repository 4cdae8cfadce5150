/** The page's one keeper of unsaved texts, and the moments at which it puts them away. */
import { newKey } from "../api/client";
import { Files } from "./files";
import { Keeper } from "./keeper";

export const drafts = new Keeper(localStorage, newKey());
export const files = new Files(globalThis.indexedDB);

globalThis.addEventListener("pagehide", drafts.leave);
globalThis.addEventListener("beforeunload", (event) => drafts.atRisk && event.preventDefault());
document.addEventListener("visibilitychange", drafts.flush);
