/** The price list as a form holds it. */
import type { components } from "../../shared/api/schema";

export type PriceList = components["schemas"]["PriceList"];
export type Rate = components["schemas"]["Rate"];

export interface PriceDraft {
  currency: string;
  rates: Rate[];
}

/** The day from which a rate always held. */
export const ALWAYS = "1970-01-01";

export const draftOf = ({ currency, rates }: PriceList): PriceDraft => ({ currency, rates });

export type Wrong = "device" | "since" | "hourly" | "twice";

const DEVICE = /^[a-z0-9][a-z0-9._-]{0,39}$/;
const AMOUNT = /^(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?$/;

/** What is wrong with a row, if anything. */
export function wrongWith(rate: Rate, rates: readonly Rate[]): Wrong | null {
  if (!DEVICE.test(rate.device_class)) return "device";
  if (!/^\d{4}-\d\d-\d\d$/.test(rate.since) || Number.isNaN(Date.parse(rate.since))) return "since";
  if (!AMOUNT.test(rate.hourly)) return "hourly";
  const same = rates.filter((each) => each.device_class === rate.device_class && each.since === rate.since);
  return same.length > 1 ? "twice" : null;
}

export const isWhole = ({ currency, rates }: PriceDraft): boolean =>
  /^[A-Z]{3}$/.test(currency) && rates.every((rate) => wrongWith(rate, rates) === null);

export const isSame = (draft: PriceDraft, list: PriceList): boolean =>
  JSON.stringify(draft) === JSON.stringify(draftOf(list));
