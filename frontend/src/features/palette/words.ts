/** The texts of the palette, which come with it. */
import { i18next } from "../../shared/i18n/setup";
import texts from "./words.json";

i18next.addResourceBundle("en", "palette", texts);
