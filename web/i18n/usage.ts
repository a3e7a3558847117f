import { words } from "./words.ts";

export const t = words(
  {
    limits: "上限と使用量",
    limitsText:
      "あなたが始めたやりとり、または API キーによるリクエストを、呼び出し1回と数えます。",
    month: "今月の費用",
    state_ok: "余裕あり",
    state_warning: "もうすぐ上限",
    state_paused: "一時停止中",
    state_free: "無料のモデルのみ",
    pausedText: "月間予算を使い切ったため、AI の利用を一時停止しています。{when} に再開します。",
    pausedTextFree:
      "月間予算を使い切ったため、料金のかかる AI の利用を {when} まで一時停止しています。無料のモデルは引き続き使えます。",
    shortText:
      "予算の残り {left} では次の呼び出しに足りない（少なくとも {needed} を先に確保します）ため、AI の利用を一時停止しています。{when} に再開します。",
    shortTextFree:
      "予算の残り {left} では次の呼び出しに足りない（少なくとも {needed} を先に確保します）ため、料金のかかる AI の利用を {when} まで一時停止しています。無料のモデルは引き続き使えます。",
    warningText:
      "月間予算の {percent}% を使いました。残りが次の呼び出しに足りなくなると一時停止します（遅くとも100%で）。",
    warningTextFree:
      "月間予算の {percent}% を使いました。残りが次の呼び出しに足りなくなると、料金のかかる AI の利用を一時停止します（遅くとも100%で）。無料のモデルは引き続き使えます。",
    reserved: "実行中の処理のために {amount} を確保しています",
    resets: "{when} にリセット",
    more: "増額を申請",
    costs: "日ごとの費用",
    costsText: "直近30日間。モデルごとに分けて表示します。",
    byDay: "日ごと・モデルごとの費用",
    dayColumn: "日付",
    total: "合計 {amount}",
    noCosts: "この期間の費用はありません。",
    detail: "明細",
    model: "モデル",
    calls: "呼び出し",
    input: "入力トークン",
    output: "出力トークン",
    cache: "キャッシュ（読み / 書き）",
    cost: "費用",
  },
  {
    limits: "Limits and usage",
    limitsText: "Each turn you start, and each request made with an API key, counts as one call.",
    month: "This month's cost",
    state_ok: "Within budget",
    state_warning: "Nearly used up",
    state_paused: "Paused",
    state_free: "Free models only",
    pausedText: "Your monthly budget is used up, so the assistant is paused until {when}.",
    pausedTextFree:
      "Your monthly budget is used up, so calls that cost money are paused until {when}. Models that cost nothing go on.",
    shortText:
      "What is left of your budget ({left}) doesn't cover the next call (at least {needed}, reserved before it starts), so the assistant is paused until {when}.",
    shortTextFree:
      "What is left of your budget ({left}) doesn't cover the next call (at least {needed}, reserved before it starts), so calls that cost money are paused until {when}. Models that cost nothing go on.",
    warningText:
      "You have used {percent}% of your budget. The assistant pauses when what is left doesn't cover the next call, at 100% at the latest.",
    warningTextFree:
      "You have used {percent}% of your budget. Calls that cost money pause when what is left doesn't cover the next one, at 100% at the latest. Models that cost nothing go on.",
    reserved: "{amount} is reserved for work in progress",
    resets: "Resets {when}",
    more: "Request more",
    costs: "Cost by day",
    costsText: "The last 30 days, by model.",
    byDay: "Cost by day and model",
    dayColumn: "Day",
    total: "{amount} in total",
    noCosts: "Nothing spent in this period.",
    detail: "Details",
    model: "Model",
    calls: "Calls",
    input: "Input tokens",
    output: "Output tokens",
    cache: "Cache (read / written)",
    cost: "Cost",
  },
);
