/** The texts of this screen, which come with it: the entry of the page holds its title alone. */
import { i18next } from "../../shared/i18n/setup";
import texts from "./words.json";

i18next.addResourceBundle("en", "work", texts);
