/** The guest's name over the picture. It says whose page a copy of the screen came from; it is no lock: the film that the
 * page fetches is without it, and whoever knows browsers can take it off. */
import { useId } from "react";

export function Watermark({ name }: { name: string }) {
  const id = useId();
  const [width, height] = [90 + 10 * name.length, 150];
  return (
    <svg aria-hidden data-testid="watermark" className="pointer-events-none absolute inset-0 size-full">
      <defs>
        <pattern id={id} width={width} height={height} patternUnits="userSpaceOnUse" patternTransform="rotate(-24)">
          {[0, 1].map((row) => (
            <text
              key={row}
              x={10 + row * 40}
              y={40 + row * (height / 2)}
              fontSize="17"
              fill="#ffffff"
              fillOpacity="0.28"
              stroke="#000000"
              strokeOpacity="0.28"
              strokeWidth="0.6"
            >
              {name}
            </text>
          ))}
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  );
}
