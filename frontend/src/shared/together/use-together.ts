/** Looking at a playlist together: what is shown here goes to the others while one leads; else it follows who does. */
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from "react";
import type { Frame, TogetherFrame } from "../live/frames";
import type { Line } from "../live/line";
import type { Shape } from "../notes/drawing";
import type { PlayerHandle } from "../player/player";
import type { Rate } from "../player/timing";
import { runOn, shownAt, type Placed } from "./following";

const PACE = 60;
const PING_EVERY = 3000;
const LOOK_EVERY = 500;
/** How many milliseconds of film two pages may be apart while it plays, before one is put right. */
const SLACK = 250;

interface Told extends Omit<TogetherFrame, "drawing"> {
  drawing: Shape[];
  heardAt: number;
}

export interface Together {
  on: boolean;
  told: Told | null;
  /** Whether there was no place for one more. */
  full: boolean;
  leading: boolean;
  /** Milliseconds to the server and back, as measured last. */
  way: number | null;
  drawing: Shape[];
  join: () => void;
  leave: () => void;
  lead: () => void;
  draw: (shapes: Shape[]) => void;
  point: (at: readonly number[] | null) => void;
  /** To be called whenever the player here is elsewhere. */
  moved: () => void;
}

interface Asked {
  line: Line;
  /** null: the one that the line is for, as guests have it. */
  playlist: string | null;
  clips: readonly Placed[];
  rate: Rate;
  player: RefObject<PlayerHandle | null>;
}

export function useTogether(asked: Asked): Together {
  const { line, playlist } = asked;
  const [on, setOn] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const [full, setFull] = useState(false);
  const [way, setWay] = useState<number | null>(null);
  // What was drawn in an earlier turn of the lead was wiped for all.
  const [own, setOwn] = useState<{ turn: number; frame: number; shapes: Shape[] } | null>(null);
  const leading = on && told !== null && told.leader === told.you;
  const latest = useRef({ ...asked, told, leading, way });
  useEffect(() => {
    latest.current = { ...asked, told, leading, way };
  });
  const say = useCallback((message: object) => line.say({ kind: "together", ...message }), [line]);
  const show = useCallback(() => {
    const { player, clips, leading: mine } = latest.current;
    const at = player.current?.at();
    if (!mine || !at) return;
    say({ do: "show", shown: shownAt(at.speed === 0 ? at.head : (at.frame ?? at.head), at.speed, clips) });
  }, [say]);

  useEffect(() => {
    if (!on) return;
    const sent = new Map<number, number>();
    let count = 0;
    /** Whom the others knew this page as while it led, until they are told where they are after a break. */
    let led: string | null = null;
    const ping = () => {
      sent.set((count += 1), performance.now());
      say({ do: "ping", n: count });
    };
    const hear = (frame: Frame) => {
      if (frame.kind === "hello") {
        led = latest.current.leading ? (latest.current.told?.you ?? null) : null;
        say({ do: "join", playlist });
        ping();
      }
      if (frame.kind === "pong") setWay(Math.round(performance.now() - (sent.get(frame.n) ?? performance.now())));
      if (frame.kind === "together-full") setFull(true);
      if (frame.kind !== "together" || (playlist !== null && frame.playlist !== playlist)) return;
      // Whoever was cut off without a word may still be thought to lead, by the socket of before.
      if (led !== null && (frame.leader === null || frame.leader === led)) say({ do: "lead" });
      led = null;
      setFull(false);
      setTold((before) => ({
        ...frame,
        drawing: (frame.drawing as Shape[] | undefined) ?? before?.drawing ?? [],
        heardAt: performance.now(),
      }));
    };
    line.heard.add(hear);
    say({ do: "join", playlist });
    ping();
    const timer = setInterval(ping, PING_EVERY);
    return () => {
      clearInterval(timer);
      line.heard.delete(hear);
      say({ do: "leave" });
      setTold(null);
      setFull(false);
    };
  }, [on, line, playlist, say]);

  useFollowing(on, told, leading, latest);
  useEffect(() => {
    if (!leading) return;
    show();
    const timer = setInterval(() => latest.current.player.current?.at().speed !== 0 && show(), LOOK_EVERY * 2);
    return () => clearInterval(timer);
  }, [leading, show]);

  const pace = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const moved = useCallback(() => {
    if (!latest.current.leading || pace.current !== undefined) return;
    pace.current = setTimeout(() => {
      pace.current = undefined;
      show();
      const head = latest.current.player.current?.at().head;
      setOwn((before) => {
        if (before === null || before.frame === head) return before;
        say({ do: "draw", shapes: [] });
        return null;
      });
    }, PACE);
  }, [show, say]);
  useEffect(() => () => clearTimeout(pace.current), []);
  const pointed = useRef(0);
  return useMemo(
    () => ({
      on,
      told,
      full,
      leading,
      way,
      drawing: !leading ? (told?.drawing ?? []) : own?.turn === told.turn ? own.shapes : [],
      join: () => setOn(true),
      leave: () => setOn(false),
      lead: () => say({ do: "lead" }),
      draw: (shapes: Shape[]) => {
        const { told: now, player } = latest.current;
        setOwn({ turn: now?.turn ?? 0, frame: player.current?.at().head ?? 0, shapes });
        say({ do: "draw", shapes });
      },
      point: (at: readonly number[] | null) => {
        const now = performance.now();
        if (at !== null && now - pointed.current < PACE) return;
        pointed.current = now;
        say({ do: "point", at });
      },
      moved,
    }),
    [on, told, full, leading, way, own, say, moved],
  );
}

/** Keep the player here where who leads has theirs. Where nobody leads, one lands on the frame once and is free. */
function useFollowing(
  on: boolean,
  told: Told | null,
  leading: boolean,
  latest: RefObject<Asked & { told: Told | null; way: number | null }>,
): void {
  const landed = useRef(false);
  useEffect(() => {
    if (!on) landed.current = false;
  }, [on]);
  useEffect(() => {
    if (!on || leading || !told?.shown) return;
    const follow = () => {
      const { player, clips, rate, told: now, way } = latest.current;
      if (!now?.shown || !player.current || (now.leader === null && landed.current)) return;
      landed.current = true;
      const passed = now.shown.speed === 0 ? 0 : now.age + (performance.now() - now.heardAt) + (way ?? 0) / 2;
      put(player.current, now.shown.speed, runOn(now.shown, passed, clips, rate), rate, clips);
    };
    follow();
    const timer = setInterval(follow, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [on, told, leading, latest]);
}

function put(player: PlayerHandle, speed: number, frame: number, rate: Rate, clips: readonly Placed[]): void {
  const at = player.at();
  const last = clips.reduce((sum, { frames }) => sum + frames, 0) - 1;
  if (speed === 0 || frame >= last || (speed < 0 && frame <= 0)) {
    if (at.speed !== 0 || at.head !== frame) player.seek(frame);
    return;
  }
  const apart = Math.abs((at.frame ?? at.head) - frame) * 1000 * rate.denominator;
  if (at.speed === speed && apart <= SLACK * Math.abs(speed) * rate.numerator) return;
  player.seek(frame);
  player.play(speed);
}
