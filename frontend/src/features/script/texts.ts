/** The texts of this screen, which come with it: the entry holds its title, and why somebody is in a shot, which references say too. */
import { i18next } from "../../shared/i18n/setup";
import texts from "./texts.json";

i18next.addResourceBundle("en", "script", texts, true);
