import { words } from "./words.ts";

/** Beginning to act as somebody (SA-041). */
export const t = words(
  {
    intro:
      "ユーザーの画面を本人の権限で確認します。最長1時間で自動的に終了し、本人に通知とメールで伝わります。会話とファイルの内容、パスワード、API キーには触れられません。",
    person: "ユーザー",
    personHint: "名前またはメールアドレスを入力し、候補から選びます。管理者とゲストは選べません。",
    notFound: "該当するユーザーがいません。名前またはメールアドレスを確認してください。",
    reason: "理由",
    reasonHint: "10文字以上。本人にも表示されます。",
    ticket: "問い合わせ番号（任意）",
    start: "代行を開始",
    idle: "現在、代行操作は行っていません。",
    history: "これまでの代行操作を監査ログで見る",
  },
  {
    intro:
      "See the app as this person sees it, with their permissions. Impersonation ends after one hour at most, and the person is told by notification and e-mail. Chats, file contents, passwords and API keys stay out of reach.",
    person: "User",
    personHint:
      "Type a name or e-mail address and choose from the list. Administrators and guests can't be chosen.",
    notFound: "No match. Check the name or e-mail address.",
    reason: "Reason",
    reasonHint: "At least 10 characters. The person will see it.",
    ticket: "Support ticket (optional)",
    start: "Start impersonating",
    idle: "You are not impersonating anybody.",
    history: "See past impersonations in the audit log",
  },
);
