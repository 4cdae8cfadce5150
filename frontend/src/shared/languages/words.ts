/** The texts of choosing a language, which come with it. */
import { i18next } from "../i18n/setup";

i18next.addResourceBundle("en", "spoken", { heard: "Heard in", own: "As the takes in use" }, true);
