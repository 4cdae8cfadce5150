/** The texts of fields that are written on the board, which come with it. */
import { i18next } from "../../shared/i18n/setup";
import texts from "./fields-words.json";

i18next.addResourceBundle("en", "board-fields", texts);
