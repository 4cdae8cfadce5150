/** The panel at the right: a screen puts `<Inspector title=…>` anywhere in its tree; the backslash or the button shows and hides it. */
import { X } from "lucide-react";
import { useEffect, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { create } from "zustand";
import { IconButton } from "./button";

interface InspectorState {
  open: boolean;
  slot: HTMLElement | null;
  /** How many screens put something in; 0 hides the panel. */
  users: number;
}

/** Pixels of a window in which it stands beside a screen; in a smaller one it lies above it, and is opened when asked for. */
const ROOM = 768;

export const useInspector = create<InspectorState>(() => ({
  open: globalThis.innerWidth >= ROOM,
  slot: null,
  users: 0,
}));

export function toggleInspector(open?: boolean): void {
  useInspector.setState((state) => ({ open: open ?? !state.open }));
}

export function Inspector({ title, children }: { title: ReactNode; children: ReactNode }) {
  const { t } = useTranslation("shell");
  const slot = useInspector((state) => state.slot);
  useEffect(() => {
    useInspector.setState((state) => ({ users: state.users + 1 }));
    return () => useInspector.setState((state) => ({ users: state.users - 1 }));
  }, []);
  if (!slot) return null;
  return createPortal(
    <>
      <header className="flex h-9 shrink-0 items-center justify-between border-b border-line pr-1 pl-3">
        <h2 dir="auto" className="truncate text-form font-semibold">
          {title}
        </h2>
        <IconButton
          label={t("inspector.close")}
          command="inspector"
          icon={<X size={16} />}
          onPress={() => toggleInspector(false)}
        />
      </header>
      <div className="min-h-0 flex-1 overflow-auto">{children}</div>
    </>,
    slot,
  );
}
