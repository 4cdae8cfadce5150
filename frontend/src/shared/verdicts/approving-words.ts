/** The texts about how many must approve a take, which come with the parts that show them. */
import { i18next } from "../i18n/setup";
import texts from "./approving.json";

i18next.addResourceBundle("en", "approving", texts);
