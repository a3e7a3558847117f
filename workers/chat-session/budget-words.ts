/** Why a call was not paid for, as a person reads it: what there is, what it takes, when there is more. */
import * as v from "valibot";
import { errorText, type Language } from "#contract/errors";
import { dayOf } from "../settings/site-time.ts";

const Facts = v.object({
  limit: v.number(),
  used: v.number(),
  /** What the call costs at least; absent where none fits any more. */
  needed: v.optional(v.number()),
  /** Whose limit it is: a key may have one below its owner's. */
  source: v.optional(v.string()),
  resets_at: v.pipe(v.string(), v.isoTimestamp()),
});

/** To the cent, what is needed never rounded down and what is left never up. */
const dollars = (microUsd: number, round: (cents: number) => number): string =>
  `$${(round(microUsd / 10_000) / 100).toFixed(2)}`;

/** Null for facts of anything else. `mayAsk`: there is somebody to ask for more, and a way to. */
export function budgetWords(facts: unknown, language: Language, mayAsk: boolean): string | null {
  const found = v.safeParse(Facts, facts);
  if (!found.success) return null;
  const { limit, used, needed, source, resets_at } = found.output;
  const ofKey = source === "key";
  const [again, whole] = [dayOf(Date.parse(resets_at)), dollars(limit, Math.round)];
  if (needed === undefined || used >= limit) {
    const spent = dollars(used, Math.round);
    if (ofKey) {
      return language === "ja"
        ? `この API キーの月間予算に達したため一時停止しました（${spent} / ${whole}、${again} に再開）。アカウントの「API キー」でキーの上限を変えるか、別のキーを使ってください。`
        : `Paused: this API key's monthly budget is used up (${spent} of ${whole}; resumes on ${again}). Change the key's limit under Account → API keys, or use another key.`;
    }
    const { message } = errorText("BUDGET_001", language);
    return language === "ja"
      ? `${message}（${spent} / ${whole}、${again} に再開）`
      : `${message} (${spent} of ${whole}; resumes on ${again})`;
  }
  const whose = {
    ja: ofKey ? "この API キーの今月の予算" : "今月の予算",
    en: ofKey ? "this key's" : "this month's",
  };
  const wayOut = ofKey
    ? {
        ja: "キーの上限は、アカウントの「API キー」で変えられます。",
        en: "You can also change the key's limit under Account → API keys.",
      }
    : mayAsk
      ? {
          ja: "管理者に増額を申請することもできます。",
          en: "You can also request a larger budget.",
        }
      : { ja: "", en: "" };
  const [left, price] = [dollars(limit - used, Math.floor), dollars(needed, Math.ceil)];
  return language === "ja"
    ? `次の呼び出しには少なくとも ${price} が必要ですが、${whose.ja} ${whole} の残りは ${left} です（実行中の分を除く）。新しいチャット、/compact での要約、安いモデルなら、まだ使えることがあります。${wayOut.ja}予算は ${again} にリセットされます。`
    : `The next call needs at least ${price}, but only ${left} of ${whose.en} ${whole} is left (excluding work in progress). A new chat, /compact or a cheaper model may still fit. ${wayOut.en}${wayOut.en && " "}The budget resets on ${again}.`;
}
