/** The words of LoRAs, which come with the field that shows them. */
import { i18next } from "../i18n/setup";
import texts from "./words.json";

i18next.addResourceBundle("en", "loras", texts);
