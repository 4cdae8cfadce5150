/** The sound of a take, drawn under its picture by its loudest samples, as wide as its frames. */
import { memo } from "react";

interface WaveformProps {
  /** The loudest sample of each part, 0 to 255, as bytes in base64. */
  peaks: string;
  label: string;
}

export const HEIGHT = 24;

export const Waveform = memo(({ peaks, label }: WaveformProps) => {
  const bars = barsOf(peaks);
  return (
    <div className="px-3">
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${Math.max(1, bars.length)} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-6 w-full text-muted"
      >
        <path d={outline(bars)} fill="currentColor" />
      </svg>
    </div>
  );
});

/** Heights from 0 to 1; what is no such text has none. */
export function barsOf(peaks: string): number[] {
  try {
    return Array.from(atob(peaks), (sign) => sign.charCodeAt(0) / 255);
  } catch {
    return [];
  }
}

/** Bars as one path, in a box as wide as there are bars and so high. */
export function outline(bars: readonly number[]): string {
  const middle = HEIGHT / 2;
  const reach = (bar: number) => Math.max(0.25, bar * middle);
  return bars.map((bar, index) => `M${index} ${middle - reach(bar)}h1v${2 * reach(bar)}h-1z`).join("");
}
