/** i18next with every `en/<namespace>.json` bundled; lazy parts bring their own words. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

const files = import.meta.glob<Record<string, unknown>>("./en/*.json", { eager: true, import: "default" });
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
