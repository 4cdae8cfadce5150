/** What captions do not meet, as a sentence with its numbers. */
import { useTranslation } from "react-i18next";
import type { Matter } from "./cues";
import "./words";

const SECONDS: readonly Matter[] = ["short", "cut-off", "no-room", "behind-picture", "off-speech"];

export function useFinding(): (finding: { matter: Matter; measured: number; limit: number }) => string {
  const { t } = useTranslation("captions");
  return ({ matter, measured, limit }) => {
    const told = (value: number) => (SECONDS.includes(matter) ? (value / 1000).toFixed(2) : String(value));
    return t(`finding.${matter}`, { measured: told(measured), limit: told(limit) });
  };
}
