/** The texts of how far a production is, which come with the screens that show it. */
import { i18next } from "../i18n/setup";
import texts from "./words.json";

i18next.addResourceBundle("en", "standing", texts);
