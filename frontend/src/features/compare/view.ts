/** Which part of the pictures is looked at: the same of both. */
export interface View {
  /** In percent. */
  zoom: number;
  /** The place in the middle, in thousandths of width and height. */
  x: number;
  y: number;
}

export const WHOLE_PICTURE: View = { zoom: 100, x: 500, y: 500 };
const MOST_ZOOM = 1600;

const between = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

/** The nearest view that shows nothing beyond the edges. */
export function within({ zoom, x, y }: View): View {
  const size = between(Math.round(zoom), 100, MOST_ZOOM);
  const margin = 50_000 / size;
  const place = (value: number) => Math.round(between(value, margin, 1000 - margin));
  return { zoom: size, x: place(x), y: place(y) };
}

/** The view `by` times as large, where what lies at (x, y) of the pane, both of 1, stays where it is. */
export function zoomed(view: View, by: number, at: { x: number; y: number } = { x: 0.5, y: 0.5 }): View {
  const zoom = between(view.zoom * by, 100, MOST_ZOOM);
  const shift = 100_000 / view.zoom - 100_000 / zoom;
  return within({ zoom, x: view.x + (at.x - 0.5) * shift, y: view.y + (at.y - 0.5) * shift });
}

/** The view after the picture was dragged by parts of the pane's width and height. */
export function dragged(view: View, across: number, down: number): View {
  const reach = 100_000 / view.zoom;
  return within({ ...view, x: view.x - across * reach, y: view.y - down * reach });
}

/** The same as a transform of what fills the pane. */
export const transformOf = ({ zoom, x, y }: View): string =>
  `scale(${zoom / 100}) translate(${(500 - x) / 10}%, ${(500 - y) / 10}%)`;
