import type { Language } from "#contract/errors";
import { day } from "../platform/durations.ts";
import type { MailEvent, MailValue } from "./events.ts";
import { variablesOf } from "./events.ts";

const person: Record<Language, string> = { ja: "山田 太郎", en: "Ann Smith" };
const other: Record<Language, string> = { ja: "佐藤 花子", en: "Bo Jones" };

/** What sample links lead to. */
export const sampleSite = "https://engawa.example";

/** What a preview fills in; a variable without a line here is shown by its name. */
const samples = (language: Language, now: number): Record<string, MailValue> => ({
  name: person[language],
  by: other[language],
  invited_by: other[language],
  user: other[language],
  link: `${sampleSite}/admin`,
  rules: `${sampleSite}/rules`,
  expires_at: new Date(now + day),
  locked_until: new Date(now + 900_000),
  at: new Date(now),
  until: new Date(now + day),
  gone_at: new Date(now + 14 * day),
  closes_at: new Date(now + 30 * day),
  resets_at: new Date(now + 7 * day),
  starts_at: new Date(now + 7 * day),
  ends_at: new Date(now + 7 * day + 7_200_000),
  message: language === "ja" ? "データベースを更新します。" : "The database is updated.",
  ip: "203.0.113.7",
  device: "Chrome, Windows",
  email: "taro@example.com",
  role: "admin",
  days: 180,
  percent: 80,
  used: "$80.00",
  left: "$0.15",
  limit: "$100.00",
  provider: "GitHub",
  key: "ci",
  keys: 2,
  keys_note:
    language === "ja"
      ? "有効な API キー: 2個。API キーはパスワードを変更しても無効になりません。"
      : "Active API keys: 2. A new password does not revoke them.",
  admin: other[language],
  project: language === "ja" ? "在庫管理" : "Inventory",
  scopes: "read, write",
  project_name: language === "ja" ? "在庫管理" : "Inventory",
  user_name: other[language],
  inviter_name: other[language],
  project_url: "https://engawa.example/p/1",
  session_name: language === "ja" ? "在庫の集計" : "Stock totals",
  session_url: "https://engawa.example/p/1/s/1",
  created_at: new Date(now),
  completed_at: new Date(now),
  contact: [`- ${other[language]} (hanako@example.com)`],
  change: language === "ja" ? "パスキーを追加" : "passkey added",
  reason: language === "ja" ? "定期的な確認のため" : "a regular check",
  request: language === "ja" ? "月間予算の増額" : "larger monthly budget",
  decision: language === "ja" ? "承認" : "approved",
  alert: language === "ja" ? "サーバーエラー率" : "Server errors",
  condition: language === "ja" ? "エラー率（5分間）" : "Error rate (5 minutes)",
  value: "7.5%",
  threshold: "> 5%",
  from: "2026-03-02",
  to: "2026-03-08",
  sign_ins: 1280,
  failed_sign_ins: 37,
  locks: 2,
  new_people: 14,
  role_changes: 1,
  suspensions: 0,
  violations: 3,
  setting_changes: 2,
  alerts: 1,
  open_alerts: 0,
  critical: 4,
  highlights: ["- DAU: 1,234 (+15% WoW)"],
  health: ["- ✅ p95: 150 ms (< 200 ms)", "- ⚠️ WebSocket: 2.3% (< 2%)"],
  usage: ["- MAU: 5,678 (+2.1% WoW)"],
  cost: ["- Claude API: $1,234.56 (+4.2% WoW)"],
  incidents: [language === "ja" ? "- 発生: 2件" : "- Began: 2"],
  actions: [
    language === "ja" ? "- [ ] WebSocketの切断を調べる" : "- [ ] Find why connections drop",
  ],
});

/** A value for each variable of an event, as a preview and a test mail show them. */
export function sampleValues(
  event: MailEvent,
  language: Language,
  now = Date.now(),
): Record<string, MailValue> {
  const known = samples(language, now);
  return Object.fromEntries(
    variablesOf(event).map((variable) => [variable, known[variable] ?? variable]),
  );
}
