/** The row of buttons under the picture, with timecode and frame counter. */
import {
  ChevronFirst,
  ChevronLast,
  Hash,
  Maximize,
  Pause,
  Play,
  Repeat,
  StepBack,
  StepForward,
  Type,
  X,
} from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ToggleButton } from "react-aria-components";
import { Button, IconButton } from "../ui/button";
import type { Deck } from "./deck";
import type { ReelState } from "./reel";
import { useNumbering } from "./numbering";
import type { Rate } from "./timing";

interface TransportProps {
  reel: Deck | null;
  state: ReelState;
  total: number;
  rate: Rate;
  /** Which frame of the take that is, where several stand on the line. */
  own?: number | null;
  burnIn?: boolean;
  /** Where there is a burn-in to be had. */
  onBurnIn?: (on: boolean) => void;
  onGoTo: () => void;
  onFullScreen: () => void;
  tools?: ReactNode;
}

const TOGGLE =
  "inline-flex size-7 shrink-0 cursor-default items-center justify-center rounded-md text-muted hover:bg-raised hover:text-text selected:bg-raised selected:text-accent";

export function Transport({
  reel,
  state,
  total,
  rate,
  own = null,
  burnIn = false,
  onBurnIn,
  onGoTo,
  onFullScreen,
  tools,
}: TransportProps) {
  const { t } = useTranslation("player");
  const playing = state.speed !== 0;
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-0.5 px-2 pb-1">
      <IconButton
        label={t("start")}
        command="player.start"
        icon={<ChevronFirst size={16} />}
        onPress={() => reel?.seek(0)}
      />
      <IconButton
        label={t("back")}
        command="player.back"
        icon={<StepBack size={16} />}
        onPress={() => reel?.step(-1)}
      />
      <IconButton
        label={t(playing ? "pause" : "play")}
        command="player.toggle"
        icon={playing ? <Pause size={16} /> : <Play size={16} />}
        onPress={() => reel?.toggle()}
      />
      <IconButton
        label={t("forward")}
        command="player.forward"
        icon={<StepForward size={16} />}
        onPress={() => reel?.step(1)}
      />
      <IconButton
        label={t("end")}
        command="player.end"
        icon={<ChevronLast size={16} />}
        onPress={() => reel?.seek(total - 1)}
      />
      <ToggleButton
        aria-label={t("loop")}
        isSelected={state.loop}
        onChange={(on) => reel?.setLoop(on)}
        className={TOGGLE}
      >
        <Repeat size={16} />
      </ToggleButton>
      <Counter frame={state.frame} total={total} rate={rate} own={own} speed={state.speed} />
      {state.range && <Range range={state.range} onClear={() => reel?.clearRange()} />}
      <div className="flex-1" />
      {tools}
      <IconButton label={t("go-to.open")} command="player.go-to" icon={<Hash size={16} />} onPress={onGoTo} />
      {onBurnIn && (
        <ToggleButton aria-label={t("burn-in")} isSelected={burnIn} onChange={onBurnIn} className={TOGGLE}>
          <Type size={16} />
        </ToggleButton>
      )}
      <IconButton
        label={t("full-screen")}
        command="player.full-screen"
        icon={<Maximize size={16} />}
        onPress={onFullScreen}
      />
    </div>
  );
}

/** Between which frames it plays; a press plays all again. */
function Range({ range, onClear }: { range: readonly [number, number]; onClear: () => void }) {
  const { t } = useTranslation("player");
  const { number } = useNumbering();
  const [first, last] = [number(range[0]), number(range[1])];
  return (
    <Button
      size="small"
      kind="quiet"
      className="ml-2"
      aria-label={t("range.clear-one", { first, last })}
      icon={<X size={12} aria-hidden />}
      onPress={onClear}
    >
      <span className="numbers">{t("range.shown", { first, last })}</span>
    </Button>
  );
}

/** The frame on the screen, called as the production does. */
function Counter({
  frame,
  total,
  rate,
  own,
  speed,
}: {
  frame: number | null;
  total: number;
  rate: Rate;
  own: number | null;
  speed: number;
}) {
  const { t } = useTranslation("player");
  const { number, timecode } = useNumbering();
  const last = number(Math.max(0, total - 1));
  const width = String(last).length;
  return (
    <p className="numbers ml-2 flex items-baseline gap-3 text-form whitespace-nowrap">
      <span>{frame === null ? "––:––:––:––" : timecode(frame, rate)}</span>
      <span>
        <span data-testid="frame">{frame === null ? "–" : String(number(frame)).padStart(width, "\u2007")}</span>
        <span className="text-muted"> / {last}</span>
      </span>
      {own !== null && (
        <span className="text-body text-muted max-[480px]:hidden">{t("own", { frame: number(own) })}</span>
      )}
      <span className="text-body text-muted max-[1100px]:hidden">{t("rate", { rate: rateText(rate) })}</span>
      {speed !== 0 && speed !== 1 && <span className="text-body text-muted">{speed}×</span>}
    </p>
  );
}

function rateText({ numerator, denominator }: Rate): string {
  return denominator === 1 ? String(numerator) : (numerator / denominator).toFixed(3);
}
