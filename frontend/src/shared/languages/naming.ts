/** Languages by their tags (BCP 47): what they are called, and which are offered. */
const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "code" });

export const OFFERED = [
  "ar", "bg", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "nl", "no",
  "pl", "pt-BR", "pt-PT", "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh-Hans", "zh-Hant",
]; // prettier-ignore

const TAG = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?$/i;

/** The tag as the server spells it, of pt_br pt-BR; null for what is none. */
export function tagOf(text: string): string | null {
  const asked = text.trim().replaceAll("_", "-");
  return TAG.test(asked) ? (Intl.getCanonicalLocales(asked)[0] ?? null) : null;
}

/** "German", and the tag itself of what has no name. */
export function languageName(tag: string): string {
  return names.of(tag) ?? tag;
}
