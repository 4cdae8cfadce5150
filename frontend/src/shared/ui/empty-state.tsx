/** What this place is for, and the one next action. */
import type { ReactNode } from "react";

export function EmptyState({ title, children, action, icon }: { title: string; children?: ReactNode; action?: ReactNode; icon?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-16 text-center">
      {icon && <div className="text-idle">{icon}</div>}
      <h2 className="text-title font-semibold">{title}</h2>
      {children && <p className="text-form text-muted">{children}</p>}
      {action}
    </div>
  );
}
