/** Parts of the page that are fetched when they are first shown. One that does not come says so in its place. */
import { useEffect, useState, type ComponentType, type ReactNode } from "react";
import { NotLoaded } from "./not-loaded";
import { Skeleton } from "../ui/skeleton";

export interface LazyPart<Props> {
  (props: Props): ReactNode;
  /** Fetches it ahead, such as when a link is pointed at. Never fails: showing it tries again. */
  preload: () => Promise<void>;
}

/** A screen, for its route: `lazyScreen(() => import("./board-page"), "BoardPage")`. It takes no properties. */
export function lazyScreen(load: () => Promise<object>, name: string): LazyPart<object> {
  return lazyPart(load as () => Promise<Record<string, ComponentType<object>>>, name);
}

/** A part inside of a screen; `waiting` stands in its place until it comes. */
export function lazyPart<Name extends string, Props extends object>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
  waiting: ReactNode = <Skeleton />,
): LazyPart<Props> {
  let found: ComponentType<Props> | null = null;
  let under: Promise<void> | null = null;
  const fetched = () =>
    (under ??= load()
      .then((module) => {
        found = module[name];
      })
      .finally(() => {
        under = null;
      }));
  function Part(props: Props) {
    const [Ready, setReady] = useState<ComponentType<Props> | null>(() => found);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (Ready || failed) return;
      let gone = false;
      fetched().then(
        () => gone || setReady(() => found),
        () => gone || setFailed(true),
      );
      return () => {
        gone = true;
      };
    }, [Ready, failed]);
    if (Ready) return <Ready {...props} />;
    return failed ? <NotLoaded onRetry={() => setFailed(false)} /> : waiting;
  }
  Part.preload = () => (found ? Promise.resolve() : fetched().catch(() => undefined));
  return Part;
}
