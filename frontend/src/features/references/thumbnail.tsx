/** A reference at a glance: its first picture, else its colours, on neutral grey; with neither, the letter it begins with. */
import { isColour } from "./kinds";
import type { Reference } from "./queries";

export const imageAddress = (digest: string): string => `/api/v1/artifacts/${digest}/`;

export function Thumbnail({ reference }: { reference: Pick<Reference, "name" | "images" | "attributes"> }) {
  const [image] = reference.images;
  if (image)
    return (
      <img
        src={imageAddress(image)}
        alt=""
        loading="lazy"
        className="size-8 shrink-0 rounded-sm bg-picture object-cover"
      />
    );
  const colours = Object.entries(reference.attributes).flatMap(([name, value]) => (isColour(name) ? [value] : []));
  if (colours.length === 0)
    return (
      <span
        aria-hidden
        className="flex size-8 shrink-0 items-center justify-center rounded-sm border border-line bg-raised text-form text-muted"
      >
        {[...reference.name.trim()][0]?.toLocaleUpperCase()}
      </span>
    );
  return (
    <span aria-hidden className="flex size-8 shrink-0 overflow-hidden rounded-sm border border-line bg-picture">
      {colours.slice(0, 4).map((colour, index) => (
        <span key={`${index}${colour}`} className="flex-1" style={{ background: colour }} />
      ))}
    </span>
  );
}
