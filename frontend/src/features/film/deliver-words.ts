/** The texts of deliveries, which come with them. */
import { i18next } from "../../shared/i18n/setup";
import texts from "./deliver-words.json";

i18next.addResourceBundle("en", "deliver", texts, true);
