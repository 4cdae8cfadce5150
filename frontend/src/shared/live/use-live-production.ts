/** Follows a production while a component shows it: frames go into the store, events make queries old. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Follower } from "./follower";
import type { Frame } from "./frames";
import type { Line } from "./line";
import { apply, ease, follow, useLive } from "./live-store";
import { onPosition } from "./positions";
import { keys, touchedByAll } from "./query-keys";

const EASE_EVERY = 500;

export function useLiveProduction(production: string): void {
  const queries = useQueryClient();
  useEffect(() => {
    follow(production);
    const bridge = new Bridge(production, queries);
    const follower = new Follower(production, bridge);
    const stopReads = onPosition((position) => bridge.read(position));
    const timer = setInterval(() => update(ease), EASE_EVERY);
    retry = follower.now;
    line.say = follower.say;
    follower.start();
    return () => {
      follower.stop();
      stopReads();
      clearInterval(timer);
      follow(null);
    };
  }, [production, queries]);
}

let retry: () => void = () => {};

/** The line of the production that is followed, for parts of the page that say something and hear what is said. */
export const line: Line = { say() {}, heard: new Set() };

/** Connect now instead of after the pause. */
export function retryNow(): void {
  retry();
}

class Bridge {
  private oldestRead = Number.POSITIVE_INFINITY;
  private listensSince: number | null = null;

  constructor(
    private readonly production: string,
    private readonly queries: QueryClient,
  ) {}

  frame(frame: Frame): void {
    const wasOffline = useLive.getState().status === "offline";
    update((state, now) => apply(state, frame, now));
    for (const hear of line.heard) hear(frame);
    if (frame.kind === "hello") this.hello(frame.position, wasOffline);
    if (frame.kind === "events") {
      for (const queryKey of touchedByAll(this.production, frame.events))
        void this.queries.invalidateQueries({ queryKey });
    }
    if (frame.kind === "stages") void this.queries.invalidateQueries({ queryKey: keys.stages(this.production) });
  }

  lost(ended: "signed-out" | "no-member" | null): void {
    update((state, now) => ({ status: "offline", ended, offlineSince: state.offlineSince ?? now, progress: {} }));
    if (ended) void this.queries.invalidateQueries({ queryKey: keys.session });
  }

  reset(): void {
    this.listensSince = null;
    useLive.setState({ position: null, behind: 0 });
    this.everything();
  }

  /** A reply from before we listened may have missed an event in between: only then is all read anew. */
  read(position: number): void {
    this.oldestRead = Math.min(this.oldestRead, position);
    if (this.listensSince !== null && position < this.listensSince) this.everything();
  }

  private hello(position: number, wasOffline: boolean): void {
    if (this.listensSince === null) {
      this.listensSince = position;
      if (this.oldestRead < position) this.everything();
    }
    if (wasOffline) void this.queries.refetchQueries({ predicate: (query) => query.state.status === "error" });
    if (wasOffline) void this.queries.invalidateQueries({ queryKey: keys.stages(this.production) });
  }

  private everything(): void {
    void this.queries.invalidateQueries({ queryKey: keys.everythingOf(this.production) });
  }
}

function update(
  change: (state: ReturnType<typeof useLive.getState>, now: number) => Partial<ReturnType<typeof useLive.getState>>,
): void {
  const found = change(useLive.getState(), Date.now());
  if (Object.keys(found).length > 0) useLive.setState(found);
}
