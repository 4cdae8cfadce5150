/** The bar of positions: B is the moment that is shown, A the one it is compared with; flags are markers. */
import { useState } from "react";
import { Button as Base, Slider, SliderThumb, SliderTrack } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Tip } from "../../shared/ui/tip";
import type { Marker } from "./markers";

interface TrackProps {
  /** null while nothing is compared. */
  a: number | null;
  b: number;
  newest: number;
  markers: readonly Marker[];
  onA: (at: number) => void;
  onB: (at: number) => void;
}

export function Track({ a, b, newest, markers, onA, onB }: TrackProps) {
  const { t } = useTranslation("history");
  const given = a === null ? [b] : [a, b];
  const [held, setHeld] = useState(given);
  const [known, setKnown] = useState(given.join());
  if (known !== given.join()) {
    setKnown(given.join());
    setHeld(given);
  }
  const end = (values: number[]) => {
    const [first, last] = values.length === 2 ? values : [a, values[0]];
    if (a !== null && first !== undefined && first !== null && first !== a) onA(first);
    if (last !== undefined && last !== null && last !== b) onB(last);
  };
  return (
    <div className="min-w-96 flex-1 px-2">
      <Flags markers={markers} newest={newest} onGo={onB} />
      <Slider
        key={given.length}
        aria-label={t("time.title")}
        minValue={1}
        maxValue={newest}
        value={held}
        onChange={setHeld}
        onChangeEnd={end}
      >
        <SliderTrack className="relative h-6 w-full cursor-default before:absolute before:inset-x-0 before:top-[11px] before:h-0.5 before:rounded-full before:bg-strong">
          {({ state }) => (
            <>
              {a !== null && (
                <div
                  aria-hidden
                  className="absolute top-[11px] h-0.5 bg-accent"
                  style={{
                    left: `${state.getThumbPercent(0) * 100}%`,
                    right: `${100 - state.getThumbPercent(1) * 100}%`,
                  }}
                />
              )}
              {state.values.map((_, index) => {
                const name = a !== null && index === 0 ? "a" : "b";
                return (
                  <SliderThumb
                    key={name}
                    index={index}
                    aria-label={t(`time.handle-${name}`)}
                    className="top-1/2 flex h-6 min-w-6 items-center justify-center rounded-sm border border-strong bg-text px-1 text-label font-semibold text-on-accent outline-offset-2 focus-visible:outline-2 focus-visible:outline-accent"
                  >
                    <span aria-hidden>{name.toUpperCase()}</span>
                  </SliderThumb>
                );
              })}
            </>
          )}
        </SliderTrack>
      </Slider>
    </div>
  );
}

function Flags({ markers, newest, onGo }: { markers: readonly Marker[]; newest: number; onGo: (at: number) => void }) {
  const { t } = useTranslation("history");
  if (markers.length === 0) return null;
  return (
    <div className="relative h-4">
      {markers.map(({ name, position }) => (
        <span
          key={name}
          className="absolute top-0 -translate-x-1/2"
          style={{ left: `${newest > 1 ? ((position - 1) / (newest - 1)) * 100 : 0}%` }}
        >
          <Tip text={t("marker.item", { name, position })}>
            <Base
              aria-label={t("marker.go", { name, position })}
              onPress={() => onGo(position)}
              className="block h-4 max-w-32 cursor-default truncate rounded-sm px-1 text-label text-muted hover:text-text"
            >
              <span aria-hidden>⚑ </span>
              {name}
            </Base>
          </Tip>
        </span>
      ))}
    </div>
  );
}
