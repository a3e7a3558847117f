import type { Language } from "#contract/errors";
import { language } from "./language.ts";

export type Params = Readonly<Record<string, string | number>>;

export interface Words<K extends string> {
  /**
   * The text of a key in the reader's language or the one named, `{name}` replaced by `params.name` and
   * `{name?one|many}` by the word that fits the number.
   */
  (key: K, params?: Params, inLanguage?: Language): string;
  readonly pair: Record<Language, Readonly<Record<K, string>>>;
}

/**
 * The texts of one area of the product, both languages. An area is imported by the screens that show
 * it, so its texts load with them; a key that is missing in English, or there too many, fails the
 * type check.
 */
export function words<const Ja extends Readonly<Record<string, string>>>(
  ja: Ja,
  en: Readonly<Record<NoInfer<keyof Ja & string>, string>>,
): Words<keyof Ja & string> {
  const pair = { ja, en };
  const t = (key: keyof Ja & string, params?: Params, inLanguage = language()): string => {
    const text: string = pair[inLanguage][key];
    return params === undefined
      ? text
      : text
          .replace(/\{(\w+)\?([^|}]*)\|([^}]*)\}/g, (_, name: string, one: string, many: string) =>
            Number(params[name]) === 1 ? one : many,
          )
          .replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
  };
  return Object.assign(t, { pair }) as Words<keyof Ja & string>;
}
