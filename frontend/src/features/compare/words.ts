/** The texts of comparing, which come with its screen. */
import { i18next } from "../../shared/i18n/setup";
import texts from "./words.json";

i18next.addResourceBundle("en", "compare", texts);
