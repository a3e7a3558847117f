/** What each role may use unless a person has limits of their own (U-060, U-090, U-091, U-096, G-08). */
import type { Role } from "#contract/common";
import { roleLimits, type LimitKind } from "#contract/limit";
import { limit, type Setting } from "./define-setting.ts";

const megabyte = 1024 ** 2;
const dollar = 1_000_000;

interface Measure {
  readonly name: string;
  /** Of the limit's own unit in one of the setting's. */
  readonly factor: number;
  readonly bounds: readonly [min: number, max: number, step: number];
  readonly unit: string;
  readonly ja: string;
  readonly en: string;
}

const measures = {
  calls_per_day: {
    name: "calls_per_day",
    factor: 1,
    bounds: [0, 1_000_000, 1],
    unit: "calls",
    ja: "1日のAPI呼び出し回数",
    en: "calls per day",
  },
  messages_per_hour: {
    name: "messages_per_hour",
    factor: 1,
    bounds: [0, 100_000, 1],
    unit: "messages",
    ja: "1時間のメッセージ数",
    en: "messages per hour",
  },
  session_creations_per_minute: {
    name: "session_creations_per_minute",
    factor: 1,
    bounds: [1, 1000, 1],
    unit: "chats",
    ja: "1分間に作成できるセッション数",
    en: "new sessions per minute",
  },
  connections: {
    name: "connections",
    factor: 1,
    bounds: [1, 100, 1],
    unit: "connections",
    ja: "同時接続数",
    en: "simultaneous connections",
  },
  sessions_held: {
    name: "sessions_held",
    factor: 1,
    bounds: [1, 10_000, 1],
    unit: "chats",
    ja: "保持できるセッション数",
    en: "sessions kept",
  },
  storage_bytes: {
    name: "storage_mb",
    factor: megabyte,
    bounds: [0, 10_000_000, 1],
    unit: "MB",
    ja: "保存容量",
    en: "storage",
  },
  monthly_budget_micro_usd: {
    name: "monthly_budget_usd",
    factor: dollar,
    bounds: [0, 1_000_000, 0.01],
    unit: "USD",
    ja: "月間予算",
    en: "monthly budget",
  },
} as const satisfies Record<LimitKind, Measure>;

export type RoleLimitKey = `${Role}_${(typeof measures)[LimitKind]["name"]}`;

const roles = ["guest", "user", "admin"] as const;
const names: Record<Role, readonly [string, string]> = {
  guest: ["ゲスト", "Guests"],
  user: ["ユーザー", "Users"],
  admin: ["管理者", "Administrators"],
};

const kinds = Object.keys(measures) as LimitKind[];
const keyOf = (role: Role, kind: LimitKind): RoleLimitKey => `${role}_${measures[kind].name}`;

function define(role: Role, kind: LimitKind): Setting<number | null> {
  const { factor, bounds, unit, ja, en } = measures[kind];
  const value = roleLimits[role][kind];
  const [roleJa, roleEn] = names[role];
  return limit(
    { category: "GENERAL", group: `limits_${role}` },
    bounds,
    value === null ? null : value / factor,
    unit,
    [`${roleJa}: ${ja}`, `${roleEn}: ${en}`],
    { proof: "reauth" },
  );
}

export const roleLimitSettings = Object.fromEntries(
  roles.flatMap((role) => kinds.map((kind) => [keyOf(role, kind), define(role, kind)])),
) as Record<RoleLimitKey, Setting<number | null>>;

/** A role's limits as the settings have them, in the units of the limits themselves. */
export function roleLimitsOf(
  settings: Readonly<Record<RoleLimitKey, number | null>>,
  role: Role,
): Record<LimitKind, number | null> {
  const entries = kinds.map((kind): [LimitKind, number | null] => {
    const value = settings[keyOf(role, kind)];
    return [kind, value === null ? null : Math.round(value * measures[kind].factor)];
  });
  return Object.fromEntries(entries) as Record<LimitKind, number | null>;
}
