/** What is compared, how, and with which keys; the frame, the part of the picture and the way stand in the address. */
import { useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ArrowLeftRight, Maximize2, ZoomIn, ZoomOut } from "lucide-react";
import { Radio, RadioGroup } from "react-aria-components";
import { useShortcut, type Command } from "../../shared/keys/registry";
import { useAfter } from "../../shared/lib/use-after";
import { GoToFrame } from "../../shared/player/go-to-frame";
import { useNumbering } from "../../shared/player/numbering";
import { usePlayerKeys } from "../../shared/player/player-keys";
import { Scrubber } from "../../shared/player/scrubber";
import type { Take } from "../../shared/player/takes";
import { Transport } from "../../shared/player/transport";
import { beside as standingBeside, sameRate } from "../../shared/player/twin";
import { useStaying } from "../../shared/routing/use-staying";
import { Button, IconButton } from "../../shared/ui/button";
import { Select } from "../../shared/ui/select";
import { Skeleton } from "../../shared/ui/skeleton";
import { Beside } from "./beside";
import { GAINS, MODES, type CompareSearch, type Mode } from "./search";
import { ofTake, paired as pairOf, takeKey, type Choice, type Compared } from "./sides";
import { Stage } from "./stage";
import { usePair } from "./use-pair";
import { useNamed } from "./use-named";
import { dragged, WHOLE_PICTURE, within, zoomed, type View } from "./view";

/** How long a gesture may rest before it stands in the address. */
const SETTLED = 200;
const HALF = 50;

interface ComparePlayerProps {
  code: string;
  take: Take;
  takes: readonly Take[];
  choices: readonly Choice[];
  wanted: string | null;
  beside: Compared | null;
  /** Whether what it may stand beside is still being read. */
  pending: boolean;
  besideName: string;
  search: CompareSearch;
  onSearch: (part: CompareSearch) => void;
  /** A way back to the shot. */
  back: ReactNode;
}

export function ComparePlayer(props: ComparePlayerProps) {
  const { take, takes, choices, wanted, beside, pending, onSearch, back } = props;
  const { t } = useTranslation("compare");
  const named = useNamed();
  const swap =
    beside?.take && beside.key.startsWith("take:")
      ? () => onSearch({ take: beside.take ?? take.id, with: takeKey(take.id) })
      : null;
  useShortcut({
    id: "compare.swap",
    label: t("keys.swap"),
    group: t("title"),
    keys: "shift+x",
    enabled: swap !== null,
    run: () => swap?.(),
  });
  return (
    <div className="flex h-full min-h-0 flex-col max-md:overflow-y-auto">
      <header className="flex shrink-0 flex-wrap items-end gap-x-3 gap-y-1 border-b border-line bg-panel px-3 py-1.5 text-form">
        <span className="pb-1.5">{back}</span>
        <Select
          label={t("first")}
          value={take.id}
          options={takes.map(({ id, number }) => ({ value: id, label: t("take", { number }) }))}
          onChange={(chosen) =>
            onSearch({
              take: chosen,
              with: wanted === takeKey(chosen) ? takeKey(take.id) : (wanted ?? undefined),
            } as CompareSearch)
          }
          className="w-32"
        />
        <IconButton
          label={t("swap")}
          command="compare.swap"
          icon={<ArrowLeftRight size={16} />}
          isDisabled={swap === null}
          onPress={() => swap?.()}
        />
        <Select
          label={t("second")}
          value={choices.some(({ key }) => key === wanted) ? wanted : null}
          options={choices.map((choice) => ({ value: choice.key, label: named(choice) }))}
          onChange={(chosen) => onSearch({ with: chosen })}
          className="w-64 max-w-full"
        />
        {!takes.some(({ animatic }) => animatic) && (
          <span className="pb-1.5 text-body text-muted">{t("no-animatic")}</span>
        )}
      </header>
      {beside ? (
        <Both {...props} beside={beside} />
      ) : pending ? (
        <Skeleton />
      ) : (
        <p className="flex flex-1 items-center justify-center bg-picture p-6 text-center text-form text-muted">
          {t(wanted === null || choices.length === 0 ? "none-beside" : "gone")}
        </p>
      )}
    </div>
  );
}

function Both({ code, take, beside, besideName, search, onSearch }: ComparePlayerProps & { beside: Compared }) {
  const { t } = useTranslation("compare");
  const sides = pairOf(ofTake(take), beside);
  const looked = usePair(sides, search.frame ?? 0);
  const { pair, state } = looked;
  const [asking, setAsking] = useState(false);
  const frame = useRef<HTMLElement>(null);
  const mode = search.mode ?? "side";
  const [view, setView] = useKept(viewOf(search), (kept) => onSearch(kept));
  const [much, setMuch] = useKept(Math.min(100, search.much ?? HALF), (kept) => onSearch({ much: kept }));
  const total = pair?.total ?? 0;
  const late = useAfter(state.frame === null && !state.failed, 400);
  const fullScreen = () =>
    void (document.fullscreenElement ? document.exitFullscreen() : frame.current?.requestFullscreen());
  usePlayerKeys(pair, { total, goTo: () => setAsking(true), fullScreen, heard: false });
  useRest(state.frame, state.speed !== 0, (at) => onSearch({ take: take.id, with: beside.key, frame: at }));
  const short = [t("take", { number: take.number }), besideName] as const;
  const names = useSaid(sides, short, state.frame ?? state.head);
  const gain = search.gain ?? 1;
  const louder = (by: number) => {
    const next = GAINS[Math.max(0, Math.min(GAINS.length - 1, GAINS.indexOf(gain) + by))];
    if (mode === "difference" && next) onSearch({ gain: next });
    else setMuch(Math.max(0, Math.min(100, much + 5 * by)));
  };
  return (
    <div className="flex min-h-0 flex-1 max-md:flex-none max-md:flex-col">
      <CompareKeys view={view} onView={setView} onMore={louder} onChoose={(chosen) => onSearch({ mode: chosen })} />
      <section
        ref={frame}
        aria-label={t("player", { one: `${code} ${short[0]}`, other: short[1] })}
        className="flex min-w-0 flex-1 flex-col bg-picture"
      >
        <Stage
          sides={sides}
          names={names}
          paired={looked}
          mode={mode}
          much={much}
          gain={gain}
          view={view}
          onMuch={setMuch}
          onView={setView}
        >
          {late && (
            <p
              role="status"
              className="absolute bottom-3 left-3 rounded-md bg-picture-edge px-2 py-1 text-body text-muted"
            >
              {t("loading")}
            </p>
          )}
          {state.failed && (
            <div
              role="alert"
              className="absolute inset-0 flex flex-col items-center justify-center gap-2 bg-picture/80 p-6"
            >
              <p className="text-form">{t("failed")}</p>
              <Button size="small" onPress={() => pair?.retry()}>
                {t("common:retry")}
              </Button>
            </div>
          )}
        </Stage>
        <div className="shrink-0 border-t border-line bg-panel">
          <Scrubber
            total={total}
            head={state.head}
            shown={state.frame}
            marks={[]}
            range={state.range}
            rate={sides[0].rate}
            onSeek={(to) => pair?.seek(to)}
          />
          <Transport
            reel={pair}
            state={state}
            total={total}
            rate={sides[0].rate}
            onGoTo={() => setAsking(true)}
            onFullScreen={fullScreen}
            tools={<Zoom view={view} onView={setView} />}
          />
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-3 py-1.5">
            <Modes mode={mode} onChoose={(chosen) => onSearch({ mode: chosen })} />
            {mode === "onion" && (
              <label className="flex items-center gap-2 text-body text-muted">
                {t("opacity", { name: besideName })}
                <input
                  type="range"
                  min={0}
                  max={100}
                  value={much}
                  onChange={(event) => setMuch(Number(event.target.value))}
                  className="accent-accent"
                />
                <span className="numbers">{t("zoom.shown", { percent: much })}</span>
              </label>
            )}
            {mode === "difference" && (
              <Select
                label={t("gain-label")}
                labelHidden
                value={String(gain)}
                options={GAINS.map((value) => ({ value: String(value), label: t("gain", { gain: value }) }))}
                onChange={(value) => onSearch({ gain: GAINS.find((each) => String(each) === value) ?? 1 })}
              />
            )}
          </div>
        </div>
        <GoToFrame open={asking} total={total} onClose={() => setAsking(false)} onGo={(to) => pair?.seek(to)} />
      </section>
      <Beside take={take} sides={sides} names={short} />
    </div>
  );
}

/** "Take 2, frame 12"; of one that has ended and of a picture it says so. */
function useSaid(
  sides: readonly [Compared, Compared],
  short: readonly [string, string],
  frame: number,
): readonly [string, string] {
  const { t } = useTranslation("compare");
  const { number } = useNumbering();
  const said = (side: Compared, name: string, at: number) => {
    if (side.url === null) return t("still", { name });
    const last = side.count - 1;
    return at > last ? t("ended", { name, frame: number(last) }) : t("frame", { name, frame: number(at) });
  };
  const [one, other] = sides;
  return [said(one, short[0], frame), said(other, short[1], atOther(frame, one, other))];
}

const atOther = (frame: number, one: Compared, other: Compared): number =>
  sameRate(one.rate, other.rate) ? frame : standingBeside(frame, one.rate, other.rate);

const viewOf = ({ zoom, x, y }: CompareSearch): View =>
  within({ zoom: zoom ?? WHOLE_PICTURE.zoom, x: x ?? WHOLE_PICTURE.x, y: y ?? WHOLE_PICTURE.y });

/** A value that moves with the hand at once, and stands in the address once it rests. */
function useKept<Value>(given: Value, keep: (value: Value) => void): [Value, (value: Value) => void] {
  const [moving, setMoving] = useState<Value | null>(null);
  const latest = useRef(keep);
  useEffect(() => {
    latest.current = keep;
  });
  useEffect(() => {
    if (moving === null) return;
    const timer = setTimeout(() => {
      latest.current(moving);
      setMoving(null);
    }, SETTLED);
    return () => clearTimeout(timer);
  }, [moving]);
  return [moving ?? given, setMoving];
}

/** Tell the frame once it has stood for a moment. */
function useRest(frame: number | null, playing: boolean, tell: (frame: number) => void): void {
  const staying = useStaying();
  const latest = useRef(tell);
  useEffect(() => {
    latest.current = (at) => staying() && tell(at);
  });
  useEffect(() => {
    if (frame === null || playing) return;
    const timer = setTimeout(() => latest.current(frame), SETTLED);
    return () => clearTimeout(timer);
  }, [frame, playing]);
}

function Modes({ mode, onChoose }: { mode: Mode; onChoose: (mode: Mode) => void }) {
  const { t } = useTranslation("compare");
  return (
    <RadioGroup
      aria-label={t("mode.label")}
      orientation="horizontal"
      value={mode}
      onChange={(value) => onChoose(value as Mode)}
      className="flex flex-wrap gap-1"
    >
      {MODES.map((each, index) => (
        <Radio
          key={each}
          value={each}
          className="inline-flex h-7 cursor-default items-center gap-1.5 rounded-md border border-line px-2 text-body text-muted hover:text-text selected:border-accent selected:bg-raised selected:text-text focus-visible:outline-2 focus-visible:outline-accent"
        >
          {t(`mode.${each}`)}
          <kbd aria-hidden className="numbers text-label text-muted max-md:hidden">
            {index + 1}
          </kbd>
        </Radio>
      ))}
    </RadioGroup>
  );
}

function Zoom({ view, onView }: { view: View; onView: (view: View) => void }) {
  const { t } = useTranslation("compare");
  return (
    <span className="flex items-center">
      <IconButton
        label={t("zoom.out")}
        command="compare.out"
        icon={<ZoomOut size={16} />}
        isDisabled={view.zoom <= 100}
        onPress={() => onView(zoomed(view, 1 / 1.5))}
      />
      <span className="numbers w-12 text-center text-body text-muted" data-testid="zoom">
        {t("zoom.shown", { percent: view.zoom })}
      </span>
      <IconButton
        label={t("zoom.in")}
        command="compare.in"
        icon={<ZoomIn size={16} />}
        onPress={() => onView(zoomed(view, 1.5))}
      />
      <IconButton
        label={t("zoom.fit")}
        command="compare.fit"
        icon={<Maximize2 size={14} />}
        isDisabled={view.zoom <= 100}
        onPress={() => onView(WHOLE_PICTURE)}
      />
    </span>
  );
}

interface KeysProps {
  view: View;
  onView: (view: View) => void;
  onMore: (by: 1 | -1) => void;
  onChoose: (mode: Mode) => void;
}

function CompareKeys({ view, onView, onMore, onChoose }: KeysProps) {
  const { t } = useTranslation("compare");
  const pan = (across: number, down: number) => () => onView(dragged(view, across / 10, down / 10));
  const commands: [string, string, string, () => void][] = [
    ...MODES.map((mode, index): [string, string, string, () => void] => [
      `compare.${mode}`,
      t(`mode.${mode}`),
      String(index + 1),
      () => onChoose(mode),
    ]),
    ["compare.less", t("keys.less"), ",", () => onMore(-1)],
    ["compare.more", t("keys.more"), ".", () => onMore(1)],
    ["compare.in", t("zoom.in"), "+", () => onView(zoomed(view, 1.5))],
    ["compare.out", t("zoom.out"), "-", () => onView(zoomed(view, 1 / 1.5))],
    ["compare.fit", t("zoom.fit"), "0", () => onView(WHOLE_PICTURE)],
    ["compare.left", t("keys.left"), "alt+arrowleft", pan(1, 0)],
    ["compare.right", t("keys.right"), "alt+arrowright", pan(-1, 0)],
    ["compare.up", t("keys.up"), "alt+arrowup", pan(0, 1)],
    ["compare.down", t("keys.down"), "alt+arrowdown", pan(0, -1)],
  ];
  return commands.map(([id, label, keys, run]) => <Shortcut key={id} id={id} label={label} keys={keys} run={run} />);
}

function Shortcut(command: Pick<Command, "id" | "label" | "run"> & { keys: string }) {
  const { t } = useTranslation("compare");
  useShortcut({ ...command, group: t("title") });
  return null;
}
