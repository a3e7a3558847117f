import * as v from "valibot";
import { Name } from "#contract/common";
import type { Words } from "./people-table.ts";

const most = 100;
const PersonName = Name(most);

/** What a name may not have in it, each with its words; the sign itself cannot be seen, so it is numbered. */
const signs: readonly { readonly of: RegExp; readonly words: (sign: string) => Words }[] = [
  {
    of: /[\n\v\f\r\u0085\u2028\u2029]/u,
    words: () => ({
      ja: "名前に改行は使えません",
      en: "The name can't have line breaks in it",
    }),
  },
  {
    of: /[\u202a-\u202e\u2066-\u2069]/u,
    words: (sign) => ({
      ja: `名前に文字の向きを変える記号（${sign}）は使えません`,
      en: `The name can't have characters in it that change the direction of text (${sign})`,
    }),
  },
  {
    of: /(?![\n\v\f\r\u0085])[\p{Cc}\p{Cs}]/u,
    words: (sign) => ({
      ja: `名前に制御文字（${sign}）は使えません`,
      en: `The name can't have control characters in it (${sign})`,
    }),
  },
];

const numberOf = (sign: string): string =>
  `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

/** The name as accounts keep it, or all that is wrong with it. */
export function readName(given: string | undefined): { name: string | null; faults: Words[] } {
  const text = (given ?? "").trim();
  const read = v.safeParse(PersonName, text);
  if (read.success) return { name: read.output, faults: [] };
  const faults = signs.flatMap(({ of, words }) => {
    const [sign] = of.exec(text) ?? [];
    return sign === undefined ? [] : [words(numberOf(sign))];
  });
  if (text === "" || text.length > most) {
    faults.push({
      ja: `名前は 1〜${most} 文字で入力してください`,
      en: `The name must be 1 to ${most} characters long`,
    });
  }
  if (faults.length > 0) return { name: null, faults };
  const unseen = { ja: "名前に見える文字がありません", en: "Nothing of the name can be seen" };
  return { name: null, faults: [unseen] };
}
