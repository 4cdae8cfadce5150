/** The dialog that asks for variations, loaded when it is opened. */
import { lazyPart } from "../routing/lazy-part";

export const Variations = lazyPart(() => import("./variations-dialog"), "VariationsDialog", null);
