/** The words of grades, which come with the fields that show them. */
import { i18next } from "../../i18n/setup";
import texts from "./words.json";

i18next.addResourceBundle("en", "grading", texts);
