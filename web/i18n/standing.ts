import { words } from "./words.ts";

/** What an account must know at all times, and the pages that stand before everything else. */
export const t = words(
  {
    factorDue:
      "このサイトでは二要素認証が必要です。{date} までに設定してください（残り {days} 日）。",
    factorToday: "このサイトでは二要素認証が必要です。本日 {time} までに設定してください。",
    setUp: "設定する",
    elevated: "管理者の権限が付与されています。{time} に自動的に終了します。",
    seeRequest: "申請を見る",
    guest:
      "ゲストとして利用中です。{time} に終了します。見るだけの利用で、メッセージは1日10件までです。",
    notices: "アカウントのお知らせ",
    factorTitle: "二要素認証を設定してください",
    factorText: "猶予期間が終わりました。続けるには、認証アプリかパスキーを設定してください。",
    choose: "方法を選ぶ",
    other: "別の方法を選ぶ",
    passwordTitle: "新しいパスワードを設定してください",
    passwordText:
      "管理者の指示、または漏えいの疑いのため、続けるには新しいパスワードが必要です。ほかの端末のサインインはすべて終了します。",
    change: "パスワードを変更",
    changed: "パスワードを変更しました",
    current: "現在のパスワード",
    suspendedTitle: "アカウントは一時停止中です",
    suspendedText: "利用規則への違反が検出されたため、利用が一時停止されています。",
    suspendedUntil: "{time} に自動的に解除されます。",
    suspendedContact: "心当たりがない場合は、管理者に連絡してください。",
    tryAgain: "もう一度確認する",
    signOut: "サインアウト",
  },
  {
    factorDue:
      "This site requires a second factor. Set it up by {date} ({days} {days?day|days} left).",
    factorToday: "This site requires a second factor. Set it up today, before {time}.",
    setUp: "Set it up",
    elevated: "You have an administrator's rights. They end by themselves at {time}.",
    seeRequest: "See the request",
    guest: "You are here as a guest until {time}: to look around, with ten messages a day.",
    notices: "About your account",
    factorTitle: "Set up a second factor",
    factorText: "The time to do so has passed. To go on, set up an authenticator or a passkey.",
    choose: "Choose a way",
    other: "Choose another way",
    passwordTitle: "Choose a new password",
    passwordText:
      "An administrator asked for it, or the old one may be known. To go on, choose a new one; every other sign-in of yours ends.",
    change: "Change the password",
    changed: "The password was changed",
    current: "Current password",
    suspendedTitle: "This account is suspended",
    suspendedText: "A violation of the rules of use was detected, so the account is paused.",
    suspendedUntil: "It opens again by itself at {time}.",
    suspendedContact: "If you do not know why, contact an administrator.",
    tryAgain: "Check again",
    signOut: "Sign out",
  },
);
