import * as v from "valibot";
import { parseRange, showRange } from "../platform/addresses.ts";
import { choice, lines, number, toggle } from "./define-setting.ts";

const signIn = { category: "SECURITY", group: "sign_in" } as const;
const factor = { category: "SECURITY", group: "second_factor" } as const;
const addresses = { category: "SECURITY", group: "addresses" } as const;
const keys = { category: "SECURITY", group: "keys" } as const;
const critical = { proof: "second-factor" } as const;
/** How hard it is to come in is not a key's to say, nor that of who found a browser open (T-19). */
const guarded = { proof: "reauth" } as const;

const AddressRange = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(50),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const range = parseRange(dataset.value);
    if (range) return showRange(range);
    addIssue({ message: `not an address or a CIDR range: ${dataset.value}` });
    return NEVER;
  }),
);

export const securitySettings = {
  max_login_attempts: number(
    signIn,
    [3, 20],
    5,
    "times",
    [
      "サインイン試行回数上限: ロックまでの失敗回数",
      "Sign-in attempts: failures until an account is locked",
    ],
    guarded,
  ),
  lock_minutes: number(
    signIn,
    [1, 1440],
    15,
    "minutes",
    ["ロックの長さ（分）", "Duration of a lock (minutes)"],
    guarded,
  ),
  password_expiry_days: number(
    signIn,
    [0, 3650],
    0,
    "days",
    [
      "パスワード有効期限（日）: 変更を勧めるまでの日数。0は勧めない",
      "Password expiry (days): when a new one is recommended (0: never)",
    ],
    guarded,
  ),
  require_2fa: toggle(
    factor,
    false,
    ["二要素認証必須: 全員に求める", "Require two-factor authentication for everyone"],
    critical,
  ),
  second_factor_grace_days: number(
    factor,
    [0, 90],
    7,
    "days",
    [
      "二要素認証を設定するまでの猶予（日）",
      "Grace period to set up two-factor authentication (days)",
    ],
    critical,
  ),
  ip_whitelist: lines(
    addresses,
    AddressRange,
    200,
    [
      "IPホワイトリスト: 許可するアドレスまたはCIDR（1行に1つ。空欄は制限なし）",
      "IP allow list: addresses or CIDR ranges, one per line (empty: anywhere)",
    ],
    critical,
  ),
  ip_whitelist_scope: choice(
    addresses,
    [
      { value: "admin", ja: "管理画面のみ", en: "The admin console only" },
      {
        value: "all",
        ja: "サイト全体（API キーを含む）",
        en: "The whole site, including API keys",
      },
    ],
    "admin",
    ["IPホワイトリストの適用範囲", "Scope of the IP allow list"],
    critical,
  ),
  api_key_max_days: number(
    keys,
    [1, 3650],
    365,
    "days",
    ["API キーの最長の有効期間（日）", "Maximum lifetime of an API key (days)"],
    guarded,
  ),
  api_key_unused_days: number(
    keys,
    [1, 3650],
    90,
    "days",
    ["使われない API キーを無効にするまでの日数", "Days until an unused API key is disabled"],
    guarded,
  ),
};
