/** Drawings on a picture: shapes in 100,000ths of its width and height, and how they are drawn at its own size. */
import type { components } from "../api/schema";

/** Points are pairs; the client of the API knows them as lists. */
export type Shape = Omit<components["schemas"]["Shape"], "points"> & { points: number[][] };
export type Tool = Shape["tool"];
export type Colour = NonNullable<Shape["colour"]>;
export type Point = [number, number];

export const WHOLE = 100_000;
export const TOOLS = ["pen", "arrow", "rectangle", "ellipse", "text"] as const satisfies readonly Tool[];
export const COLOURS = ["red", "yellow", "green", "blue", "white", "black"] as const satisfies readonly Colour[];
export const INK: Record<Colour, string> = {
  red: "#ff4d4d",
  yellow: "#ffd84d",
  green: "#4dff88",
  blue: "#5cb3ff",
  white: "#ffffff",
  black: "#000000",
};
export const LINE = 700;
export const LETTERS = 5000;
/** The most that one drawing holds, as the server says it. */
export const MOST = { shapes: 200, points: 5000 };
/** The most that one draws while looking together. */
export const MOST_TOGETHER = { shapes: 50, points: 2000 };
/** A pen that moved less than this, across or down, draws no new point. */
const NEAR = 150;

/** The size of a picture in its own pixels. */
export interface Size {
  width: number;
  height: number;
}

const within = (value: number): number => Math.max(-WHOLE, Math.min(2 * WHOLE, Math.round(value)));

/** The place in the picture of a place on the screen, where `matrix` leads from pixels of the picture to the screen. */
export function placeOf(screen: { x: number; y: number }, matrix: DOMMatrixReadOnly, size: Size): Point {
  const { a, b, c, d, e, f } = matrix;
  const [across, down, area] = [screen.x - e, screen.y - f, a * d - b * c];
  const [x, y] = [(d * across - c * down) / area, (a * down - b * across) / area];
  return [within((x * WHOLE) / size.width), within((y * WHOLE) / size.height)];
}

/** The pixel of the picture, perhaps between two, at which a point lies. */
export const pixelOf = ([x, y]: readonly number[], { width, height }: Size): Point => [
  ((x ?? 0) * width) / WHOLE,
  ((y ?? 0) * height) / WHOLE,
];

/** A shape with one more place: a pen goes on there, anything else ends there; a text stays where it is. */
export function drawnTo(shape: Shape, place: Point): Shape {
  const [first] = shape.points;
  if (!first || shape.tool === "text") return shape;
  if (shape.tool !== "pen") return { ...shape, points: [first, place] };
  const [x, y] = shape.points.at(-1) ?? first;
  if (Math.abs(place[0] - (x ?? 0)) < NEAR && Math.abs(place[1] - (y ?? 0)) < NEAR) return shape;
  return { ...shape, points: [...shape.points, place] };
}

/** Whether a shape that was drawn says anything: a line of some length, a text with words. */
export function isDrawn({ tool, points, text }: Shape): boolean {
  if (tool === "text") return (text ?? "").trim() !== "";
  if (tool === "pen") return points.length > 0;
  const [from, to] = points;
  return from !== undefined && to !== undefined && (from[0] !== to[0] || from[1] !== to[1]);
}

/** Whether one more shape has room. */
export const hasRoom = (shapes: readonly Shape[], more: Shape, most = MOST): boolean =>
  shapes.length < most.shapes && [...shapes, more].reduce((sum, { points }) => sum + points.length, 0) <= most.points;

/** The path of a pen or an arrow in pixels of the picture. */
export function pathOf({ tool, points, width = LINE }: Shape, size: Size): string {
  const pixels = points.map((point) => pixelOf(point, size));
  const line = pixels.map(([x, y], index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");
  if (tool !== "arrow") return pixels.length === 1 ? `${line}h0` : line;
  const [from, to] = pixels;
  if (!from || !to) return line;
  const turn = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const reach = Math.max(4 * lineWidth(width, size), 0.025 * size.height);
  const wing = (by: number) => `L${to[0] - reach * Math.cos(turn + by)} ${to[1] - reach * Math.sin(turn + by)}`;
  return `${line}M${to[0]} ${to[1]}${wing(0.5)}M${to[0]} ${to[1]}${wing(-0.5)}`;
}

/** The box between the two corners of a rectangle or an ellipse, in pixels of the picture. */
export function boxOf({ points }: Shape, size: Size): { x: number; y: number; width: number; height: number } {
  const [one = [0, 0], other = one] = points.map((point) => pixelOf(point, size));
  return {
    x: Math.min(one[0] ?? 0, other[0] ?? 0),
    y: Math.min(one[1] ?? 0, other[1] ?? 0),
    width: Math.abs((other[0] ?? 0) - (one[0] ?? 0)),
    height: Math.abs((other[1] ?? 0) - (one[1] ?? 0)),
  };
}

export const lineWidth = (width: number, { height }: Size): number => (width * height) / WHOLE;
