/** What this place is for, and the one next action. */
import type { ReactNode } from "react";

export interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  icon?: ReactNode;
  /** It is all that the screen shows, so its title is the screen's. */
  whole?: boolean;
}

export function EmptyState({ title, children, action, icon, whole = false }: EmptyStateProps) {
  const Title = whole ? "h1" : "h2";
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-16 text-center">
      {icon && <div className="text-idle">{icon}</div>}
      <Title className="text-title font-semibold">{title}</Title>
      {children && <p className="text-form text-muted">{children}</p>}
      {action}
    </div>
  );
}
