/** Every state that the API names has a look and words. */
import { expect, test } from "vitest";
import common from "../i18n/en/common.json";
import { LOOKS, lookOf } from "./status";

test("each state has words", () => {
  const words = Object.keys(common.state).filter((state) => state !== "unknown");
  expect(words.toSorted()).toEqual(Object.keys(LOOKS).toSorted());
});

test("a state that nobody here knows is shown as unknown", () => expect(lookOf("dreaming").glyph).toBe("?"));
