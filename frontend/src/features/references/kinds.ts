/** The kinds of references, and which attributes the makers of pictures read of each. */
import { referenceKindValues as KINDS, type components } from "../../shared/api/schema";

export { KINDS };
export type Kind = components["schemas"]["Reference"]["kind"];

export interface Attribute {
  name: string;
  /** What is usual; anything else may be written too. */
  options?: readonly string[];
}

/** The places that the animatic has a set for; any other gets a neutral one. */
const SETS = [
  "harbour",
  "lighthouse",
  "sea",
  "beach",
  "wood",
  "street",
  "road",
  "field",
  "cabin",
  "ship",
  "bridge",
  "car",
  "train",
  "station",
  "office",
  "bar",
  "kitchen",
  "bedroom",
  "room",
  "hall",
] as const;

/** Whether the picture is shown in a corner of the frame; colours are taken from it in any case. */
const PICTURE: Attribute = { name: "picture", options: ["inset"] };

/** How somebody, or everybody of a group, looks. */
const PERSON: readonly Attribute[] = [
  { name: "build", options: ["slight", "average", "broad", "tall", "child"] },
  { name: "skin" },
  { name: "hair", options: ["short", "long", "bun", "curly", "bald", "cap", "hood"] },
  { name: "hair_colour" },
  { name: "wardrobe", options: ["coat", "jacket", "dress", "shirt", "uniform", "oilskin", "sweater", "overalls"] },
  { name: "wardrobe_colour" },
  { name: "accessory", options: ["hat", "cap", "scarf", "glasses", "beard", "moustache", "bag", "tie", "earrings"] },
  { name: "accent_colour" },
  PICTURE,
];

/** In the order of the form. A name that ends in "colour", and "skin", holds a colour. */
const ATTRIBUTES: Readonly<Record<Kind, readonly Attribute[]>> = {
  character: PERSON,
  group: PERSON,
  location: [
    { name: "set", options: SETS },
    { name: "wall_colour" },
    { name: "floor_colour" },
    { name: "sky_colour" },
    PICTURE,
  ],
  prop: [{ name: "shape" }, { name: "colour" }, PICTURE],
  style: [],
  voice: [
    { name: "engine", options: ["espeak-ng"] },
    { name: "voice" },
    { name: "language" },
    { name: "speed" },
    { name: "pitch" },
  ],
  music: [],
  effect: [],
};

/** People and groups of them may be each other's other name. */
export function isPerson(kind: Kind): boolean {
  return kind === "character" || kind === "group";
}

export function isColour(name: string): boolean {
  return name === "skin" || name === "colour" || name.endsWith("_colour");
}

/** The form's attributes of a reference: those of its kind, then whatever else it has. */
export function attributesOf(kind: Kind, own: Readonly<Record<string, string>>): Attribute[] {
  const usual = ATTRIBUTES[kind];
  const others = Object.keys(own).filter((name) => !usual.some((each) => each.name === name));
  return [...usual, ...others.toSorted().map((name) => ({ name }))];
}
