/** What a model can do, as sentences. */
import type { TFunction } from "i18next";
import type { Ability, ModelVersion } from "./queries";

const EXAMPLES = 3;

/** The sentences of an ability, in the order in which one asks. */
export function sentences(ability: Ability, t: TFunction<"models">): string[] {
  const moving = ability.native[2] !== undefined && (ability.native[3] ?? 0) > 0;
  return [
    ability.family === "ComfyUI"
      ? t("ability.workflow")
      : t("ability.kind", { title: ability.title, family: ability.family }),
    ...pictures(ability, t),
    size(ability, t),
    ...(moving ? lengths(ability, t) : []),
    ...(ability.native[0] ? [native(ability, t, moving)] : []),
    ...(ability.steps ? [t("ability.steps", { steps: ability.steps, guidance: ability.guidance })] : []),
    t(ability.negative ? "ability.negative" : "ability.no-negative"),
  ];
}

/** The sentences of a LoRA: what it is for, and what it changes there. */
export function changes(lora: NonNullable<ModelVersion["lora"]>, t: TFunction<"models">): string[] {
  return [
    t("lora.bases", { bases: lora.bases.join(", ") }),
    ...(lora.width > 0 ? [t("lora.width", { width: lora.width })] : []),
    t("lora.layers", { count: lora.layers, rank: lora.rank }),
    ...(lora.text ? [t("lora.text")] : []),
  ];
}

function pictures({ needs, conditions }: Ability, t: TFunction<"models">): string[] {
  const more = conditions.filter((each) => !needs.includes(each));
  if (needs.length + more.length === 0) return [t("ability.text")];
  return [
    ...(needs.length ? [t("ability.needs", { pictures: named(needs, t) })] : []),
    ...(more.length ? [t("ability.takes", { pictures: named(more, t) })] : []),
  ];
}

function named(conditions: readonly string[], t: TFunction<"models">): string {
  const words = conditions.map((each) => t(`ability.${each}` as "ability.first_frame", { defaultValue: each }));
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${t("ability.and")} ${words.at(-1)}`;
}

function size({ fixed, multiple }: Ability, t: TFunction<"models">): string {
  const [width, height] = fixed;
  return width && height ? t("ability.fixed", { width, height }) : t("ability.sizes", { multiple });
}

/** The first lengths beyond the shortest, which is often a single frame. */
function lengths({ frame_step: step, frame_first: first, longest }: Ability, t: TFunction<"models">): string[] {
  const examples = Array.from({ length: EXAMPLES }, (_, index) => first + step * (index + 1)).join(", ");
  return [
    step > 1 ? t("ability.frames", { examples, step }) : t("ability.any-length"),
    ...(longest ? [t("ability.longest", { count: longest })] : []),
  ];
}

function native({ native: made }: Ability, t: TFunction<"models">, moving: boolean): string {
  const [width, height, frames, rate] = made;
  return moving ? t("ability.native", { width, height, frames, rate }) : t("ability.native-still", { width, height });
}
