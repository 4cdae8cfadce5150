/** The texts of what happens to shots by a change set, which come with the board. */
import { i18next } from "../../shared/i18n/setup";
import texts from "./words.json";

i18next.addResourceBundle("en", "shot-acts", texts);
