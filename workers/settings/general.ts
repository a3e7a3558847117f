import * as v from "valibot";
import { Email } from "#contract/common";
import { limit, lines, number, toggle, type Words } from "./define-setting.ts";

const files = { category: "GENERAL", group: "files" } as const;
const use = { category: "GENERAL", group: "use" } as const;
const report = { category: "GENERAL", group: "report" } as const;

/** What people may use, and how long a sign-in lasts unused. */
const guarded = { proof: "reauth" } as const;

const ModelPattern = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(100),
  v.regex(/^[\w.:@/-]+\*?$/, "a model id, with a star at its end at most"),
);

const models = (words: Words) =>
  lines({ category: "GENERAL", group: "models" }, ModelPattern, 50, words, guarded);

export const generalSettings = {
  max_file_size_mb: number(files, [1, 100], 10, "MB", [
    "最大ファイルサイズ（MB）",
    "Maximum file size (MB)",
  ]),
  storage_quota_gb: limit(
    files,
    [1, 1_000_000, 1],
    1000,
    "GB",
    [
      "サイト全体の保存容量の上限（空欄は無制限）",
      "Storage limit of the whole site (empty: no limit)",
    ],
    guarded,
  ),
  session_timeout_minutes: number(
    use,
    [5, 1440],
    60,
    "minutes",
    [
      "セッションタイムアウト（分）: 操作がないときにサインインが切れるまでの時間",
      "Session timeout (minutes): time without activity until a sign-in ends",
    ],
    guarded,
  ),
  max_projects: limit(
    use,
    [1, 100_000, 1],
    200,
    "projects",
    [
      "1人が持てるプロジェクト数（アーカイブとゴミ箱を含む。空欄は無制限）",
      "Projects per person, including archived ones and the bin (empty: no limit)",
    ],
    guarded,
  ),
  turn_max_calls: number(
    use,
    [10, 1000],
    200,
    "calls",
    ["1回の応答でAIがモデルを呼び出せる回数", "Model calls allowed in one turn of the agent"],
    guarded,
  ),
  budget_warning_percent: number(use, [1, 100], 80, "%", [
    "月間予算の警告を出す割合",
    "Share of the monthly budget at which people are warned",
  ]),
  site_budget_usd: limit(use, [1, 100_000_000, 1], null, "USD", [
    "サイト全体の月間予算の目安（空欄は定めない。統計と警告に使い、利用は止めません）",
    "Monthly budget target of the whole site (empty: none; used in statistics and alerts, nothing is stopped)",
  ]),
  infrastructure_usd: limit(report, [0, 100_000_000, 0.01], null, "USD", [
    "インフラの月額費用（週次レポートに日割りで載せます。空欄は載せません）",
    "Monthly infrastructure cost (prorated in the weekly report; empty: left out)",
  ]),
  weekly_report: toggle(report, true, [
    "週次運用レポートを毎週月曜9時（日本時間）にメールで送る",
    "E-mail the weekly report every Monday at 9:00 (Japan time)",
  ]),
  weekly_report_to: lines(
    report,
    Email,
    20,
    [
      "週次運用レポートの宛先（1行に1つ。空欄は管理者全員）",
      "Recipients of the weekly report, one address per line (empty: all administrators)",
    ],
    guarded,
  ),
  guest_models: models([
    "ゲストが使えるモデル（末尾の * は前方一致。空欄はすべて）",
    "Models guests can use (a * at the end matches anything that follows; empty: all)",
  ]),
  user_models: models([
    "ユーザーが使えるモデル（末尾の * は前方一致。空欄はすべて）",
    "Models users can use (a * at the end matches anything that follows; empty: all)",
  ]),
  admin_models: models([
    "管理者が使えるモデル（末尾の * は前方一致。空欄はすべて）",
    "Models administrators can use (a * at the end matches anything that follows; empty: all)",
  ]),
};
