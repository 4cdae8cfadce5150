/** The texts of the timeline, which come with it. */
import { i18next } from "../../shared/i18n/setup";
import texts from "./timeline-words.json";

i18next.addResourceBundle("en", "timeline", texts, true);
