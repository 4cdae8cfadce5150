/** The page's one keeper of unsaved texts, and the moments at which it puts them away. */
import { newKey } from "../api/client";
import { Keeper } from "./keeper";

export const drafts = new Keeper(localStorage, newKey());

globalThis.addEventListener("pagehide", drafts.leave);
globalThis.addEventListener("beforeunload", (event) => drafts.atRisk && event.preventDefault());
document.addEventListener("visibilitychange", drafts.flush);
