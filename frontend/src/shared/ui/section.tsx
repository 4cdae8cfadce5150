/** A part of a screen under a heading, with an action beside it. */
import { useId, type ReactNode } from "react";

export function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <header className="mb-2 flex min-h-7 items-center gap-2">
        <h2 id={id} className="flex-1 text-form font-semibold">
          {title}
        </h2>
        {action}
      </header>
      {children}
    </section>
  );
}

export const PANEL = "rounded-md border border-line bg-panel text-form";
