import { words } from "./words.ts";

/** The console's frame: its menu and the head of each page. */
export const t = words(
  {
    title: "管理",
    menu: "管理メニュー",
    pending: "管理（未処理の申請 {count} 件）",
    waiting: "未処理 {count} 件",
    group_people: "システム管理",
    group_watch: "監視・運用",
    group_run: "システム運用",
    users: "ユーザー",
    users_text: "アカウントを探し、招待し、権限・上限・状態を管理します。",
    requests: "申請",
    requests_text: "管理者権限と予算増額の申請を審査します。",
    audit: "監査ログの検証",
    audit_text: "監査ログが改ざんされていないことを、ハッシュチェーンで確かめます。",
    prices: "料金表",
    prices_text: "モデルごとのトークン単価と適用日を管理します。",
  },
  {
    title: "Admin",
    menu: "Admin menu",
    pending: "Admin ({count} {count?request|requests} waiting)",
    waiting: "{count} waiting",
    group_people: "System",
    group_watch: "Monitoring",
    group_run: "Operations",
    users: "Users",
    users_text: "Find people, invite them, and manage their role, limits and state.",
    requests: "Requests",
    requests_text: "Decide on requests for an administrator's rights and for more budget.",
    audit: "Audit log check",
    audit_text: "Checks against the hash chain that nobody changed the audit log.",
    prices: "Prices",
    prices_text: "What a model's tokens cost, and from which day on.",
  },
);
