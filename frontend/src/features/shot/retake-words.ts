/** The words of retakes, which come with the shot. */
import { i18next } from "../../shared/i18n/setup";
import texts from "./retake-words.json";

i18next.addResourceBundle("en", "retake", texts);
