import { words } from "./words.ts";

/** What an account must know at all times, and the pages that stand before everything else. */
export const t = words(
  {
    factorDue:
      "このサイトでは二要素認証が必要です。{date} までに設定してください（残り {days}日）。",
    factorToday: "このサイトでは二要素認証が必要です。本日 {time} までに設定してください。",
    setUp: "設定する",
    elevated: "管理者権限が付与されています。{time} に自動的に終了します。",
    seeRequest: "申請を見る",
    guest:
      "ゲストとして利用中です。{time} に終了します。見るだけの利用で、メッセージは1日10件までです。",
    idle: "操作がないため、{time} に自動的にサインアウトします。入力中の内容は保存しました。",
    stay: "サインインを続ける",
    watched:
      "サポートのため、{time} まで操作の技術的な記録を取っています。会話やファイルの内容は記録されません。",
    notices: "アカウントに関する通知",
    factorTitle: "二要素認証を設定してください",
    factorText: "猶予期間が終わりました。続けるには、認証アプリかパスキーを設定してください。",
    choose: "方法を選ぶ",
    other: "別の方法を選ぶ",
    passwordTitle: "新しいパスワードを設定してください",
    passwordText:
      "管理者の指示、または漏えいの疑いのため、続けるには新しいパスワードが必要です。ほかの端末はすべてサインアウトします。",
    change: "パスワードを変更",
    changed: "パスワードを変更しました",
    current: "現在のパスワード",
    suspendedTitle: "アカウントは一時停止中です",
    lockedTitle: "アカウントはロックされています",
    disabledTitle: "アカウントは無効です",
    heldReason: "理由: {reason}",
    suspendedText: "このアカウントは現在利用できません。",
    suspendedUntil: "{time} に自動的に解除されます。",
    suspendedContact: "心当たりがない場合は、管理者に連絡してください。",
    tryAgain: "もう一度確認する",
    signOut: "サインアウト",
  },
  {
    factorDue:
      "This site requires two-factor authentication. Set it up by {date} ({days} {days?day|days} left).",
    factorToday: "This site requires two-factor authentication. Set it up today, before {time}.",
    setUp: "Set up",
    elevated: "You have administrator access. It ends automatically at {time}.",
    seeRequest: "See the request",
    guest: "You're here as a guest until {time}. You can look around and send ten messages a day.",
    idle: "You've been inactive, so you'll be signed out at {time}. What you typed is saved.",
    stay: "Stay signed in",
    watched:
      "For support, technical details of what you do are recorded until {time}. Chats and file contents are not.",
    notices: "Account notifications",
    factorTitle: "Set up two-factor authentication",
    factorText: "The grace period is over. To continue, set up an authenticator app or a passkey.",
    choose: "Choose a method",
    other: "Choose another method",
    passwordTitle: "Choose a new password",
    passwordText:
      "An administrator requires it, or your old password may be known to others. Choose a new one to continue; all your other devices will be signed out.",
    change: "Change password",
    changed: "Password changed",
    current: "Current password",
    suspendedTitle: "Your account is suspended",
    lockedTitle: "Your account is locked",
    disabledTitle: "Your account is disabled",
    heldReason: "Reason: {reason}",
    suspendedText: "This account can't be used at the moment.",
    suspendedUntil: "It opens again automatically at {time}.",
    suspendedContact: "If you don't know why, contact an administrator.",
    tryAgain: "Check again",
    signOut: "Sign out",
  },
);
