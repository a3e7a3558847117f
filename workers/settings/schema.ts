import * as v from "valibot";

/** One setting of the site: bounds, unit, default and words in one place. */
export interface Setting<T> {
  readonly category: "GENERAL" | "SECURITY" | "MAINTENANCE";
  readonly type: "STRING" | "NUMBER" | "BOOLEAN" | "JSON";
  readonly schema: v.GenericSchema<T>;
  readonly fallback: T;
  readonly unit: string | null;
  readonly secret: boolean;
  readonly ja: string;
  readonly en: string;
}

type Words = readonly [ja: string, en: string];

const number = (
  category: Setting<number>["category"],
  [min, max]: readonly [number, number],
  fallback: number,
  unit: string | null,
  [ja, en]: Words,
): Setting<number> => ({
  category,
  type: "NUMBER",
  schema: v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max)),
  fallback,
  unit,
  secret: false,
  ja,
  en,
});

const toggle = (
  category: Setting<boolean>["category"],
  fallback: boolean,
  [ja, en]: Words,
): Setting<boolean> => ({
  category,
  type: "BOOLEAN",
  schema: v.boolean(),
  fallback,
  unit: null,
  secret: false,
  ja,
  en,
});

/** Every setting there is, by key. */
export const settingSchema = {
  session_timeout_minutes: number("GENERAL", [5, 1440], 60, "minutes", [
    "操作がないときにログインが切れるまでの時間",
    "Idle time after which a sign-in ends",
  ]),
  budget_warning_percent: number("GENERAL", [1, 100], 80, "%", [
    "月間予算の警告を出す割合",
    "Share of the monthly budget at which people are warned",
  ]),
  max_login_attempts: number("SECURITY", [3, 20], 5, null, [
    "ロックまでのログイン失敗回数",
    "Failed sign-ins until a lock",
  ]),
  lock_minutes: number("SECURITY", [1, 1440], 15, "minutes", [
    "ロックの長さ",
    "How long a lock holds",
  ]),
  password_expiry_days: number("SECURITY", [0, 3650], 0, "days", [
    "パスワード変更を勧めるまでの日数（0は勧めない）",
    "Days until a new password is recommended (0: never)",
  ]),
  require_2fa: toggle("SECURITY", false, [
    "全員に二要素認証を求める",
    "Require a second factor of everybody",
  ]),
  second_factor_grace_days: number("SECURITY", [0, 90], 7, "days", [
    "二要素認証を設定するまでの猶予",
    "Days people have to set up a second factor",
  ]),
  api_key_max_days: number("SECURITY", [1, 3650], 365, "days", [
    "APIキーの最長の有効期間",
    "Longest life of an API key",
  ]),
  api_key_unused_days: number("SECURITY", [1, 3650], 90, "days", [
    "使われないAPIキーを無効にするまでの日数",
    "Days after which an unused API key is switched off",
  ]),
  inactive_notice_days: number("MAINTENANCE", [0, 3650], 180, "days", [
    "利用のないアカウントに知らせるまでの日数（0は知らせず、閉じない）",
    "Days without use after which an account is told (0: never told, never closed)",
  ]),
  inactive_close_days: number("MAINTENANCE", [7, 365], 30, "days", [
    "知らせてからアカウントを閉じるまでの日数",
    "Days from that notice until the account is closed",
  ]),
  chat_history_days: number("MAINTENANCE", [0, 3650], 90, "days", [
    "使われないチャットをごみ箱に入れるまでの日数（0は入れない）",
    "Days without use after which a chat goes to the bin (0: never)",
  ]),
  bin_days: number("MAINTENANCE", [1, 365], 30, "days", [
    "ごみ箱のものを完全に削除するまでの日数",
    "Days after which what is in the bin is gone for good",
  ]),
  activity_days: number("MAINTENANCE", [7, 3650], 90, "days", [
    "操作の記録を残す日数",
    "Days for which activity is kept",
  ]),
} satisfies Record<string, Setting<never> | Setting<number> | Setting<boolean>>;

export type SettingKey = keyof typeof settingSchema;

export type Settings = {
  readonly [Key in SettingKey]: (typeof settingSchema)[Key] extends Setting<infer T> ? T : never;
};
