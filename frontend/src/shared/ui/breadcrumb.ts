/** The end of the breadcrumb, behind the production: a screen says it while it stands. */
import { useEffect } from "react";
import { create } from "zustand";

export interface Crumb {
  label: string;
  /** An address of the page; the last crumb needs none. */
  href?: string;
}

export const useCrumbs = create<{ crumbs: readonly Crumb[] }>(() => ({ crumbs: [] }));

export function useBreadcrumb(...crumbs: Crumb[]): void {
  const text = JSON.stringify(crumbs);
  useEffect(() => {
    useCrumbs.setState({ crumbs: JSON.parse(text) as Crumb[] });
    document.title = [...(JSON.parse(text) as Crumb[]).map((crumb) => crumb.label).toReversed(), "Continuity"].join(
      " · ",
    );
    return () => useCrumbs.setState({ crumbs: [] });
  }, [text]);
}
