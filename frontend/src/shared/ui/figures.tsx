/** Figures: device-seconds, money, frames and times, in tabular figures; money never becomes a number of this language. */
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { components } from "../api/schema";

type Range = components["schemas"]["Seconds"];
type Price = components["schemas"]["Price"];
type Amount = components["schemas"]["Money"];

/** 0.8 → "0.8 s", 75 → "1 min 15 s", 7260 → "2 h 1 min". */
export function secondsText(seconds: number): string {
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600)
    return [`${Math.floor(whole / 60)} min`, whole % 60 ? `${whole % 60} s` : ""].filter(Boolean).join(" ");
  const minutes = Math.round(whole / 60);
  return [`${Math.floor(minutes / 60)} h`, minutes % 60 ? `${minutes % 60} min` : ""].filter(Boolean).join(" ");
}

const SIZES = ["B", "kB", "MB", "GB", "TB"];

/** 950 → "950 B", 1_500_000 → "1.5 MB". */
export function bytesText(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** step).toPrecision(3))} ${SIZES[step]}`;
}

/** A range as "12–18 s"; one value where both ends show alike. */
export function Seconds({ value }: { value: Range | number }) {
  const [low, high] = typeof value === "number" ? [value, value] : [value.low, value.high];
  const [from, to] = [secondsText(low), secondsText(high)];
  const short = from.split(" ").length === 2 && to.split(" ").length === 2 && from.split(" ")[1] === to.split(" ")[1];
  return (
    <span className="numbers whitespace-nowrap">{from === to ? to : `${short ? from.split(" ")[0] : from}–${to}`}</span>
  );
}

/** Whether it costs nothing, so that nobody need say how much. */
export const isFree = (value: Amount | Price): boolean => Number(("high" in value ? value.high : value).amount) === 0;

/** An amount or a range, as decimals with their currency. */
export function Money({ value }: { value: Amount | Price }) {
  const text =
    "low" in value
      ? value.low.amount === value.high.amount
        ? value.high.amount
        : `${value.low.amount}–${value.high.amount}`
      : value.amount;
  return (
    <span className="numbers whitespace-nowrap">
      {text} {"low" in value ? value.high.currency : value.currency}
    </span>
  );
}

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [["year", 31_536_000], ["month", 2_592_000], ["day", 86_400], ["hour", 3600], ["minute", 60]]; // prettier-ignore
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "narrow" });
const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "long" });

/** "5 min ago", with the exact time and zone on hover. `at` is RFC 3339. */
export function RelativeTime({ at }: { at: string }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = (now - Date.parse(at)) / 1000;
  const unit = UNITS.find(([, length]) => seconds >= length);
  return (
    <time dateTime={at} title={exact.format(new Date(at))} className="whitespace-nowrap text-muted">
      {unit ? relative.format(-Math.floor(seconds / unit[1]), unit[0]) : t("time.now")}
    </time>
  );
}
