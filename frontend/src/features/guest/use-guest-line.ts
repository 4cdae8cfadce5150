/** The line of a guest: open while they are in. Its end is why the playlist is asked for again at once. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Follower } from "../../shared/live/follower";
import type { Line } from "../../shared/live/line";
import { sharedKey } from "./calls";

/** How often the playlist is asked for anew; without a line this is how soon a page learns that its link was revoked. */
const LOOK_EVERY = 4000;
const LOOK_EVERY_ON_LINE = 15_000;

export function useGuestLine(link: string, inside: boolean): Line {
  const queries = useQueryClient();
  const [connected, setConnected] = useState(false);
  const [line] = useState<Line>(() => ({ say() {}, heard: new Set() }));
  useEffect(() => {
    if (!inside) return;
    const address = `${location.origin.replace(/^http/, "ws")}/ws/guests/${link}/`;
    const follower = new Follower(
      link,
      {
        frame: (frame) => {
          if (frame.kind === "hello") setConnected(true);
          for (const hear of line.heard) hear(frame);
        },
        lost: () => {
          setConnected(false);
          void queries.invalidateQueries({ queryKey: sharedKey(link), exact: true });
        },
        reset: () => {},
      },
      () => new WebSocket(address),
    );
    carry(line, follower.say);
    follower.start();
    return () => {
      follower.stop();
      carry(line, () => {});
      setConnected(false);
    };
  }, [link, inside, line, queries]);
  useEffect(() => {
    if (!inside) return;
    const look = () => void queries.invalidateQueries({ queryKey: sharedKey(link), exact: true });
    const timer = setInterval(look, connected ? LOOK_EVERY_ON_LINE : LOOK_EVERY);
    return () => clearInterval(timer);
  }, [link, inside, connected, queries]);
  return line;
}

/** Let another speak for a line from now on. */
function carry(line: Line, say: Line["say"]): void {
  line.say = say;
}
