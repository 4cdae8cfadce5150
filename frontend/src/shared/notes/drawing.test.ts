/** Drawings land where they were drawn, at every size of the picture and every density of the screen. */
import { expect, test } from "vitest";
import {
  boxOf,
  drawnTo,
  hasRoom,
  isDrawn,
  MOST,
  MOST_TOGETHER,
  pathOf,
  pixelOf,
  placeOf,
  WHOLE,
  type Shape,
} from "./drawing";

const pen: Shape = { tool: "pen", points: [[0, 0]], colour: "red", width: 700, text: "" };
/** How a picture of a size is laid into a box, whole and in its middle, as `object-contain` and SVG do it. */
function laid(picture: { width: number; height: number }, box: { width: number; height: number }): DOMMatrixReadOnly {
  const scale = Math.min(box.width / picture.width, box.height / picture.height);
  const [e, f] = [(box.width - picture.width * scale) / 2, (box.height - picture.height * scale) / 2];
  return { a: scale, b: 0, c: 0, d: scale, e, f } as DOMMatrixReadOnly;
}

test("a place is the same in the picture whatever size it is shown at and whatever the screen's density", () => {
  for (const picture of [
    { width: 1920, height: 1080 },
    { width: 1080, height: 1920 },
    { width: 4096, height: 1716 },
  ])
    for (const box of [
      { width: 390, height: 300 },
      { width: 1280, height: 720 },
      { width: 801, height: 333 },
    ])
      for (const density of [1, 1.25, 2, 3])
        for (const wanted of [
          [0, 0],
          [WHOLE, WHOLE],
          [33_333, 66_667],
          [12_345, 98_765],
        ] as const) {
          const matrix = laid(picture, { width: box.width * density, height: box.height * density });
          const [x, y] = pixelOf(wanted, picture);
          const screen = { x: matrix.a * x + matrix.e, y: matrix.d * y + matrix.f };
          expect(placeOf(screen, matrix, picture)).toEqual([...wanted]);
        }
});

test("a pen goes on, other shapes end where the pointer is, and a text stays", () => {
  expect(drawnTo(pen, [5000, 5000]).points).toEqual([
    [0, 0],
    [5000, 5000],
  ]);
  expect(drawnTo(pen, [100, 100])).toBe(pen);
  const box = drawnTo(drawnTo({ ...pen, tool: "rectangle" }, [10, 10]), [90_000, 80_000]);
  expect(box.points).toEqual([
    [0, 0],
    [90_000, 80_000],
  ]);
  const text: Shape = { ...pen, tool: "text" };
  expect(drawnTo(text, [9, 9])).toBe(text);
});

test("what says nothing is not drawn", () => {
  expect(isDrawn(pen)).toBe(true);
  expect(
    isDrawn({
      ...pen,
      tool: "arrow",
      points: [
        [1, 1],
        [1, 1],
      ],
    }),
  ).toBe(false);
  expect(isDrawn({ ...pen, tool: "ellipse", points: [[1, 1]] })).toBe(false);
  expect(isDrawn({ ...pen, tool: "text", text: " " })).toBe(false);
});

test("a drawing has room for so many points and shapes", () => {
  const long: Shape = { ...pen, points: Array.from({ length: MOST.points }, () => [0, 0]) };
  expect(hasRoom([], long)).toBe(true);
  expect(hasRoom([long], pen)).toBe(false);
  expect(hasRoom([], long, MOST_TOGETHER)).toBe(false);
  expect(
    hasRoom(
      Array.from({ length: MOST.shapes }, () => pen),
      pen,
    ),
  ).toBe(false);
});

test("corners in any order make the same box, and an arrow has two wings at its tip", () => {
  const size = { width: 200, height: 100 };
  const points: Shape["points"] = [
    [WHOLE, WHOLE],
    [WHOLE / 2, 0],
  ];
  expect(boxOf({ ...pen, tool: "ellipse", points }, size)).toEqual({ x: 100, y: 0, width: 100, height: 100 });
  expect(pathOf({ ...pen, tool: "arrow", points }, size).match(/M100 0/g)).toHaveLength(2);
  expect(pathOf(pen, size)).toBe("M0 0h0");
});
