/** The texts of playlists, which come with them: the entry of the page holds their title alone. */
import { i18next } from "../../shared/i18n/setup";
import texts from "./words.json";

i18next.addResourceBundle("en", "playlists", texts, true);
