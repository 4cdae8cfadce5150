/** The texts of cut lists, which come with them: the entry of the page holds those of the film alone. */
import { i18next } from "../../shared/i18n/setup";
import texts from "./words.json";

i18next.addResourceBundle("en", "film", texts, true);
