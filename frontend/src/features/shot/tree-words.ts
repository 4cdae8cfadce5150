/** The words of the tree of takes, which come with the shot. */
import { i18next } from "../../shared/i18n/setup";
import texts from "./tree-words.json";

i18next.addResourceBundle("en", "lineage", texts);
