import { entry, type ErrorEntry } from "./error-entry.ts";

/** Errors of announcements, mail templates and alerts. */
export const noticesErrors = {
  ANNOUNCEMENT_001: entry(
    404,
    "announcement_not_found",
    ["お知らせが見つかりません", "削除された可能性があります", "一覧を確認してください"],
    ["Announcement not found", "It may have been deleted", "Check the list"],
  ),
  ANNOUNCEMENT_002: entry(
    422,
    "announcement_window",
    [
      "表示期間が正しくありません",
      "表示終了が表示開始より前、または同じです",
      "表示終了を表示開始より後にしてください",
    ],
    [
      "The display period is not valid",
      "The end is before or equal to the start",
      "Set the end after the start",
    ],
  ),
  EDIT_001: entry(
    412,
    "changed_meanwhile",
    [
      "ほかの人が先に変更しました",
      "読み込んだあとに更新されています",
      "最新の内容を読み込んで、もう一度変更してください",
    ],
    [
      "Somebody else changed this first",
      "It was updated after you loaded it",
      "Reload it and make your change again",
    ],
  ),
  EDIT_002: entry(
    422,
    "field_fixed",
    [
      "この項目は変更できません",
      "読み込んだときと同じ値でなければ、一緒に送れない項目です",
      "その項目を省くか、いまの値のまま送ってください",
    ],
    [
      "This field can't be changed",
      "It may be sent along only with the value it has",
      "Leave the field out, or send it as it is now",
    ],
  ),
  TEMPLATE_001: entry(
    404,
    "template_not_found",
    ["テンプレートが見つかりません", "そのイベントはありません", "一覧を確認してください"],
    ["Template not found", "There is no such event", "Check the list"],
  ),
  TEMPLATE_002: entry(
    422,
    "template_invalid",
    [
      "テンプレートに使えない変数があります",
      "このイベントにない変数、または閉じていない括弧です",
      "利用可能な変数だけを使ってください",
    ],
    [
      "The template uses variables that aren't available",
      "A variable this event doesn't have, or a brace that isn't closed",
      "Use only the listed variables",
    ],
  ),
  TEMPLATE_003: entry(
    409,
    "template_required",
    [
      "このメールは停止できません",
      "サインインと安全のために必要です",
      "文面だけを変更してください",
    ],
    [
      "This e-mail can't be turned off",
      "It is needed for sign-in or security",
      "Change only its text",
    ],
  ),
  TEMPLATE_004: entry(
    409,
    "template_exists",
    [
      "このイベントのテンプレートはすでにあります",
      "イベントと言語ごとに1つです",
      "既存のテンプレートを編集してください",
    ],
    [
      "This event already has a template",
      "There is one per event and language",
      "Edit the existing template",
    ],
  ),
  TEMPLATE_005: entry(
    409,
    "mail_off",
    [
      "このサイトはメールを送信しません",
      "メールの設定がありません",
      "運用担当者に設定を依頼してください",
    ],
    [
      "This site doesn't send e-mail",
      "E-mail is not set up",
      "Ask the site's operator to set it up",
    ],
  ),
  TEMPLATE_006: entry(
    422,
    "template_incomplete",
    [
      "本文にリンクがありません",
      "このメールはリンクを届けるためのものです",
      "本文に {{link}} を入れてください",
    ],
    ["The body has no link", "This e-mail exists to deliver a link", "Add {{link}} to the body"],
  ),
  TEMPLATE_007: entry(
    422,
    "template_empty",
    [
      "件名または本文が空です",
      "サインインと安全のためのメールには、変数のほかにも文章が必要です",
      "何についてのメールかを書いてください",
    ],
    [
      "The subject or the body is empty",
      "E-mails for sign-in and security need words besides their variables",
      "Say what the e-mail is about",
    ],
  ),
  ALERT_001: entry(
    404,
    "alert_not_found",
    ["アラートが見つかりません", "削除された可能性があります", "一覧を確認してください"],
    ["Alert not found", "It may have been deleted", "Check the list"],
  ),
  ALERT_002: entry(
    422,
    "alert_invalid",
    [
      "アラートの設定が正しくありません",
      "条件に合わない単位・期間、または存在しない通知先です",
      "設定を確認してください",
    ],
    [
      "The alert settings are not valid",
      "The unit or period doesn't fit the condition, or a channel doesn't exist",
      "Check the settings",
    ],
  ),
  ALERT_003: entry(
    409,
    "alert_limit",
    ["これ以上追加できません", "上限に達しました", "使っていないものを削除してください"],
    ["You can't add more", "The limit has been reached", "Delete what you don't use"],
  ),
  ALERT_004: entry(
    422,
    "alert_threshold",
    [
      "このしきい値では監視できません",
      "一度も発生しないか、常に発生し続ける値です",
      "条件と比較演算子に合う値にしてください",
    ],
    [
      "This threshold can't be watched",
      "With it the alert would never fire, or always",
      "Use a value that fits the condition and the comparison",
    ],
    ({ min, max, whole }) => ({
      ja: {
        remedy: `${String(min)}〜${String(max)} の${whole === true ? "整数" : "数値"}にしてください`,
      },
      en: {
        remedy: `Use a ${whole === true ? "whole number" : "number"} from ${String(min)} to ${String(max)}`,
      },
    }),
  ),
  CHANNEL_001: entry(
    404,
    "channel_not_found",
    ["通知先が見つかりません", "削除された可能性があります", "一覧を確認してください"],
    ["Channel not found", "It may have been deleted", "Check the list"],
  ),
  CHANNEL_002: entry(
    422,
    "channel_address",
    [
      "この宛先には送信できません",
      "https ではない、許可されていないホスト、または内部のアドレスです",
      "宛先の URL を確認してください",
    ],
    [
      "Messages can't be sent to this address",
      "It isn't https, the host isn't allowed, or the address is internal",
      "Check the URL",
    ],
  ),
  CHANNEL_003: entry(
    409,
    "channel_alone",
    [
      "通知先がなくなるアラートがあります",
      "この通知先だけに知らせるアラートがあります",
      "アラートの通知先を先に選び直すか、通知されなくなることを承知のうえで停止または削除してください",
    ],
    [
      "Some alerts would notify nobody",
      "This channel is the only one they notify",
      "Choose another channel for them first, or turn it off or delete it knowing that they notify nobody",
    ],
  ),
  REPORT_001: entry(
    409,
    "report_just_sent",
    [
      "このレポートは送信したばかりです",
      "同じ週のレポートは1分に1回だけ送信できます",
      "少し待ってから、もう一度お試しください",
    ],
    [
      "This report was sent a moment ago",
      "The report of a week is sent once a minute at most",
      "Wait a moment, then try again",
    ],
  ),
  REPORT_002: entry(
    409,
    "report_for_nobody",
    [
      "レポートの送信先がありません",
      "設定した宛先はいずれもサインインできないアカウントです",
      "システム設定の「週次レポートの送信先」を確認してください",
    ],
    [
      "There is nobody to send the report to",
      "The addresses set are all of accounts that may not sign in",
      "Look at the recipients of the weekly report in the settings",
    ],
  ),
} as const satisfies Record<string, ErrorEntry>;
