/** Which overlay of the shell is open. */
import { create } from "zustand";

export type Overlay = "palette" | "help" | "appearance";

export const useOverlays = create<{ open: Overlay | null; show: (overlay: Overlay | null) => void }>((set) => ({
  open: null,
  show: (open) => set({ open }),
}));
