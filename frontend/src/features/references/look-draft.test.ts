import { describe, expect, it } from "vitest";
import {
  lacking,
  movedParts,
  newId,
  NOTHING,
  partText,
  same,
  valueOfPart,
  wrongColours,
  type LookValue,
} from "./look-draft";
import type { LookPart } from "./looks-queries";

const WET: LookValue = {
  ...NOTHING,
  label: "wet",
  first: { kind: "scene", id: "12" },
  attributes: { hair: "long", accessory: null },
};

const name = (id: string) => (id === "12" ? "SC012" : undefined);

describe("a change of a look", () => {
  it("is written as the server has it", () => {
    const part: LookPart = {
      ...WET,
      id: "1",
      where: "from scene SC012 to the end",
      first: { kind: "scene", id: "12", code: "SC012", removed: false },
      last: null,
      holds: [],
      remarks: [],
    };
    expect(valueOfPart(part)).toEqual(WET);
    expect(same(valueOfPart(part), { ...WET, attributes: { accessory: null, hair: "long" } })).toBe(true);
  });

  it("needs a name, a place and something that is different", () => {
    expect(lacking(WET)).toBeNull();
    expect(lacking({ ...WET, label: " " })).toBe("label");
    expect(lacking({ ...WET, first: null })).toBe("where");
    expect(lacking({ ...WET, first: null, also: ["12"] })).toBeNull();
    expect(lacking({ ...WET, attributes: {} })).toBe("what");
    expect(lacking({ ...WET, attributes: {}, images: [] })).toBeNull();
  });

  it("has colours that makers of pictures know, or none", () => {
    const wrong = { ...WET, attributes: { wardrobe_colour: "bananas", hair_colour: null, skin: "dark" } };
    expect(wrongColours(wrong)).toEqual(["wardrobe_colour"]);
    expect(lacking(wrong)).toBe("colour");
  });

  it("tells what somebody else changed since", () => {
    expect(movedParts(WET, { ...WET, label: "soaked", attributes: { hair: "long" } })).toEqual(["label", "attributes"]);
    expect(movedParts(WET, { ...WET })).toEqual([]);
  });

  it("reads part by part as people call things", () => {
    expect(partText(WET, "first", name)).toBe("SC012");
    expect(partText(WET, "attributes", name)).toBe("hair: long\naccessory: –");
    expect(partText({ ...WET, without: ["12", "13"] }, "without", name)).toBe("SC012, …");
    expect(partText({ ...WET, images: ["a"] }, "images", name)).toBe(1);
    expect(partText(WET, "last", name)).toBeNull();
  });

  it("gets an id of its own before it is there", () => {
    expect(newId()).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(newId()).not.toBe(newId());
  });
});
