/** The texts of looking together, which come with it. */
import { i18next } from "../i18n/setup";
import texts from "./words.json";

i18next.addResourceBundle("en", "together", texts, true);
