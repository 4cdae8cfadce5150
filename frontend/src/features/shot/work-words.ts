/** The texts of the work on a shot, which come with it. */
import { i18next } from "../../shared/i18n/setup";
import texts from "./work-words.json";

i18next.addResourceBundle("en", "shot-work", texts);
