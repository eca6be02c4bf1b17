import { useMemo } from "react";
import { useIntl } from "react-intl";

export type Catalogue = Readonly<Record<string, string>>;
type Values = Record<string, string | number | boolean | Date | null | undefined>;

/** Sentences of one catalogue in the reader's language. */
export function useSay<C extends Catalogue>(catalogue: C) {
  const intl = useIntl();
  return useMemo(
    () => (id: keyof C & string, values?: Values) =>
      intl.formatMessage({ id, defaultMessage: catalogue[id] ?? id }, values),
    [intl, catalogue],
  );
}

const day = { year: "numeric", month: "short", day: "numeric", timeZone: "UTC" } as const;

/** Numbers and dates in the reader's language; every figure on a page goes through here. */
export function useFormats() {
  const intl = useIntl();
  return useMemo(() => {
    const number = (value: number, digits = 0) =>
      intl.formatNumber(value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return {
      number,
      /** Rates are 0 to 1; shown with one decimal. */
      percent: (rate: number, digits = 1) =>
        intl.formatNumber(rate, {
          style: "percent",
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        }),
      /** A change of a rate, in points with its sign. */
      points: (change: number) =>
        minus(
          intl.formatNumber(100 * change, {
            minimumFractionDigits: 1,
            maximumFractionDigits: 1,
            signDisplay: "exceptZero",
          }),
        ),
      /** A change of a count, with its sign. */
      signed: (change: number) =>
        minus(intl.formatNumber(change, { maximumFractionDigits: 1, signDisplay: "exceptZero" })),
      money: (usd: number) => shortMoney(usd, intl.locale),
      moneyExact: (usd: number) =>
        intl.formatNumber(usd, { style: "currency", currency: "USD", maximumFractionDigits: 0 }),
      times: (ratio: number) =>
        intl.formatNumber(ratio, { minimumFractionDigits: 1, maximumFractionDigits: 2 }),
      /** A school or fiscal year in a sentence: no line breaks inside it. */
      year: (years: string) => years.replace("-", "\u2060-\u2060"),
      date: (iso: string) => intl.formatDate(asDate(iso), day),
      dayMonth: (iso: string) =>
        intl.formatDate(asDate(iso), { month: "short", day: "numeric", timeZone: "UTC" }),
      /** A date that is known to the month or year is never shown as a day. */
      known: (iso: string, precision: "day" | "month" | "year") =>
        intl.formatDate(asDate(iso), {
          timeZone: "UTC",
          year: "numeric",
          ...(precision === "year" ? {} : { month: "short" }),
          ...(precision === "day" ? { day: "numeric" } : {}),
        }),
      moment: (iso: string) =>
        intl.formatDate(new Date(iso), { ...day, hour: "2-digit", minute: "2-digit", timeZoneName: "short" }),
      list: (words: readonly string[], type: "conjunction" | "disjunction" = "conjunction") =>
        intl.formatList(words, { type }),
    };
  }, [intl]);
}

export type Formats = ReturnType<typeof useFormats>;

/** A true minus sign is as wide as a digit and as the plus sign. */
function minus(text: string): string {
  return text.replace("-", "\u2212");
}

/** `2026-11-20` as that day in UTC, so that no time zone moves it. */
export function asDate(iso: string): Date {
  return new Date(iso.length === 10 ? `${iso}T00:00:00Z` : iso);
}

/** $12.3 M with a narrow no-break space; below a million the whole amount. */
function shortMoney(usd: number, locale: string): string {
  const isLarge = Math.abs(usd) >= 999_500;
  const parts = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "USD",
    ...(isLarge
      ? { notation: "compact", minimumFractionDigits: 1, maximumFractionDigits: 1 }
      : { maximumFractionDigits: 0 }),
  }).formatToParts(usd);
  return parts.map((part) => (part.type === "compact" ? `\u202f${part.value}` : part.value)).join("");
}
