/** The texts of what is asked before an order is placed, which come with it. */
import { i18next } from "../i18n/setup";
import texts from "./words.json";

i18next.addResourceBundle("en", "ordering", texts);
