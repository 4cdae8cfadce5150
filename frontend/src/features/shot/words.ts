/** The words of takes that are made again, which come with the shot. */
import { i18next } from "../../shared/i18n/setup";
import texts from "./words.json";

i18next.addResourceBundle("en", "repetition", texts);
