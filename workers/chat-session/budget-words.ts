/** Why a call was not paid for, as a person reads it: what there is, what it takes, when there is more. */
import * as v from "valibot";
import type { Language } from "#contract/errors";
import { displayUsd } from "../platform/text/display-usd.ts";
import { dayOf } from "../settings/site-time.ts";
import { WaysOut, type WayOut } from "./ways-out.ts";

const Facts = v.object({
  limit: v.number(),
  /** Spent and held. */
  used: v.number(),
  /** Held for calls that run now. */
  reserved: v.optional(v.number(), 0),
  /** What the call costs at least; absent where all is spent. */
  needed: v.optional(v.number()),
  /** What would still fit. */
  ways_out: v.optional(WaysOut, []),
  /** Whose limit it is: a key may have one below its owner's. */
  source: v.optional(v.string()),
  resets_at: v.pipe(v.string(), v.isoTimestamp()),
});

const waysOut: Record<WayOut, Record<Language, string>> = {
  new_chat: { ja: "新しいチャット", en: "a new chat" },
  cheaper_model: { ja: "安いモデル", en: "a cheaper model" },
};

function stillFits(ways: readonly WayOut[], language: Language): string {
  const named = ways.map((way) => waysOut[way][language]);
  if (named.length === 0) return "";
  return language === "ja"
    ? `${named.join("か")}なら、まだ使えます。`
    : ` What is left is enough for ${named.join(" or ")}.`;
}

/** Whom to ask; nobody where there is none. */
function whomToAsk(ofKey: boolean, mayAsk: boolean, language: Language): string {
  if (ofKey) {
    return language === "ja"
      ? "キーの上限は、アカウントの「API キー」で変えられます。"
      : " You can change the key's limit under Account → API keys, or use another key.";
  }
  if (!mayAsk) return "";
  return language === "ja"
    ? "増額は、アカウントの「申請」から管理者に申請できます。"
    : " You can request a larger budget under Account → Requests.";
}

/** Null for facts of anything else. `mayAsk`: there is somebody to ask for more, and a way to. */
export function budgetWords(facts: unknown, language: Language, mayAsk: boolean): string | null {
  const found = v.safeParse(Facts, facts);
  if (!found.success) return null;
  const { limit, used, reserved, needed, ways_out, source, resets_at } = found.output;
  const ofKey = source === "key";
  const again = dayOf(Date.parse(resets_at));
  const asking = whomToAsk(ofKey, mayAsk, language);
  if (needed === undefined) {
    const spent = used - reserved;
    const [gone, whole] = [displayUsd(spent, [limit]), displayUsd(limit, [spent])];
    return language === "ja"
      ? `${ofKey ? "この API キー" : "今月"}の予算を使い切ったため一時停止しました（${gone} / ${whole}）。${again} に再開します。${asking}`
      : `Paused: ${ofKey ? "this API key's" : "your"} monthly budget is used up (${gone} of ${whole}). It resets on ${again}.${asking}`;
  }
  const rest = Math.max(0, limit - used);
  // What is left is never rounded up, what is needed never down.
  const left = displayUsd(rest, [limit, needed], Math.floor);
  const price = displayUsd(needed, [limit, rest], Math.ceil);
  const whole = displayUsd(limit, [rest, needed]);
  const held = reserved > 0 ? displayUsd(reserved, [], Math.floor) : null;
  const fits = stillFits(ways_out, language);
  if (language === "ja") {
    const whose = ofKey ? "この API キーの今月の予算" : "今月の予算";
    const also =
      held === null
        ? ""
        : `ほかに ${held} を実行中の処理のために確保しています（使わなかった分は戻ります）。`;
    return `${whose} ${whole} の残り ${left} では、次の呼び出しに足りません（少なくとも ${price} を先に確保します）。${also}${fits}${asking}予算は ${again} にリセットされます。`;
  }
  const whose = ofKey ? "this API key's monthly budget" : "this month's budget";
  const also =
    held === null
      ? ""
      : ` Another ${held} is reserved for work in progress; what it doesn't use comes back.`;
  return `What is left of ${whose}, ${left} of ${whole}, doesn't cover the next call (at least ${price}, reserved before it starts).${also}${fits}${asking} The budget resets on ${again}.`;
}
