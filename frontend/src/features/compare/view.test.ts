/** Both pictures show the same part. */
import { expect, test } from "vitest";
import { dragged, transformOf, WHOLE_PICTURE, within, zoomed, type View } from "./view";

const under = (view: View, at: number) => view.x + (at - 0.5) * (100_000 / view.zoom);

test("nothing beyond the edges is shown, and nothing smaller than whole", () => {
  expect(within({ zoom: 50, x: 0, y: 2000 })).toEqual(WHOLE_PICTURE);
  expect(within({ zoom: 200, x: 0, y: 1000 })).toEqual({ zoom: 200, x: 250, y: 750 });
  expect(within({ zoom: 99_999, x: 500, y: 500 }).zoom).toBe(1600);
});

test("what lies under the pointer stays there", () => {
  for (const at of [0.2, 0.5, 0.9]) {
    const larger = zoomed(WHOLE_PICTURE, 2, { x: at, y: 0.5 });
    expect(larger.zoom).toBe(200);
    expect(Math.abs(under(larger, at) - under(WHOLE_PICTURE, at))).toBeLessThanOrEqual(1);
  }
});

test("a drag moves the picture along, as far as there is picture", () => {
  const near = { zoom: 400, x: 500, y: 500 };
  expect(dragged(near, 0.4, -0.2)).toEqual({ zoom: 400, x: 400, y: 550 });
  expect(dragged(near, 9, 9)).toEqual({ zoom: 400, x: 125, y: 125 });
  expect(transformOf(near)).toBe("scale(4) translate(0%, 0%)");
});
