import { language } from "./language.ts";

type Locale = string | undefined;

/** Making one takes some 0.1 ms and some 50 KB outside of what a script's memory is counted by: each is made once. */
function keep<Format, Options>(make: (locale: Locale, options: Options) => Format) {
  const made = new Map<string, Format>();
  return (options: Options, locale: Locale = language()): Format => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const found = made.get(key) ?? make(locale, options);
    made.set(key, found);
    return found;
  };
}

/** In the language of the page, or in `locale`. */
export const dateFormat = keep(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);

export const numberFormat = keep(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);

export const displayNames = keep(
  (locale, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames([locale ?? "en"], options),
);
