/** Running the browser's check in a worker: how far it is, what it found, and stopping it. */
import { useEffect, useRef, useState } from "react";
import { canHash } from "../../shared/proof/bytes";
import type { Asked, Checked, Remembered } from "./check";
import type { Said } from "./check-worker";
import { recall, remember } from "./memory";
import type { Checkpoint } from "./queries";

export interface Found extends Checked {
  at: Date;
  seconds: number;
  /** What was known from the time before. */
  before: Remembered | null;
}

/** What the reader brings: a note that was kept, and the key that the studio gave by another way. */
export interface Mine {
  kept: string | null;
  trusted: string | null;
}

export interface BrowserCheck {
  /** null where this browser cannot hash: over plain HTTP from another machine. */
  start: ((checkpoint: Checkpoint, mine: Mine) => void) | null;
  stop: () => void;
  running: { done: number; total: number } | null;
  found: Found | null;
  failed: string | null;
}

export function useBrowserCheck(production: string): BrowserCheck {
  const worker = useRef<Worker | null>(null);
  const [running, setRunning] = useState<BrowserCheck["running"]>(null);
  const [found, setFound] = useState<Found | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const stop = () => {
    worker.current?.terminate();
    worker.current = null;
    setRunning(null);
  };
  useEffect(() => () => worker.current?.terminate(), []);

  const start = (checkpoint: Checkpoint, mine: Mine) => {
    stop();
    const [asked, begun] = [askedOf(production, checkpoint, mine), performance.now()];
    const end = (said: Exclude<Said, { kind: "progress" }>) => {
      if (said.kind === "failed") setFailed(said.message);
      else
        setFound({
          ...said.found,
          at: new Date(),
          seconds: (performance.now() - begun) / 1000,
          before: asked.remembered,
        });
      if (said.kind === "done") remember(asked.origin, said.found, new Date());
      stop();
    };
    const made = new Worker(new URL("check-worker.ts", import.meta.url), { type: "module" });
    made.addEventListener("message", ({ data }: MessageEvent<Said>) =>
      data.kind === "progress" ? setRunning({ done: data.done, total: asked.head }) : end(data),
    );
    made.addEventListener("error", ({ message }) => end({ kind: "failed", message }));
    worker.current = made;
    setFailed(null);
    setRunning({ done: 0, total: asked.head });
    made.postMessage(asked); // oxlint-disable-line unicorn/require-post-message-target-origin -- workers have none
  };
  return { start: canHash() ? start : null, stop, running, found, failed };
}

function askedOf(log: string, { origin, head, note, keys }: Checkpoint, mine: Mine): Asked {
  return { log, origin, head, note, keys, ...mine, remembered: recall(origin) };
}
