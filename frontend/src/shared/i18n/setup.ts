/** i18next with every `en/<namespace>.json` bundled but those that lazy parts bring: a feature adds its own file and names it in `useTranslation`. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

const files = import.meta.glob<Record<string, unknown>>(["./en/*.json", "!./en/variations.json"], {
  eager: true,
  import: "default",
});
const english = Object.fromEntries(
  Object.entries(files).map(([path, texts]) => [path.slice("./en/".length, -".json".length), texts]),
);

void i18next.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  resources: { en: english },
  ns: Object.keys(english),
  defaultNS: "common",
  interpolation: { escapeValue: false },
  returnNull: false,
});

export { i18next };
