/** How far work in the background is, and why it ended where it did not come to anything. */
import { ProgressBar } from "react-aria-components";

interface WorkLineProps {
  label: string;
  done: number;
  /** 0 where nobody knows how much it is. */
  whole: number;
  /** Beside the bar, where it is known how much it is. */
  soFar?: string;
}

export function WorkLine({ label, done, whole, soFar }: WorkLineProps) {
  return (
    <ProgressBar aria-label={label} {...(whole ? { value: done, maxValue: whole } : { isIndeterminate: true })}>
      {({ percentage, isIndeterminate }) => (
        <span className="flex items-center gap-3">
          <span className="h-1.5 flex-1 overflow-hidden rounded-sm bg-base">
            <span
              className={`block h-full bg-accent ${isIndeterminate ? "w-1/4 motion-safe:animate-pulse" : ""}`}
              style={isIndeterminate ? {} : { width: `${percentage}%` }}
            />
          </span>
          {whole > 0 && soFar && <span className="numbers text-label text-muted">{soFar}</span>}
        </span>
      )}
    </ProgressBar>
  );
}

export function FailedBecause({ reason }: { reason: string }) {
  return (
    <p role="alert" className="break-words">
      <span aria-hidden className="text-failed">
        ✕
      </span>{" "}
      {reason}
    </p>
  );
}
