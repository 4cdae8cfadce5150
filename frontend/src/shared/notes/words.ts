/** The texts of notes and drawings, which come with the parts that show them. */
import { i18next } from "../i18n/setup";
import texts from "./words.json";

i18next.addResourceBundle("en", "notes", texts);
