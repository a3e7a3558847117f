import { words } from "./words.ts";

export const t = words(
  {
    export: "データの書き出し",
    exportText:
      "アカウント、セッションと会話、ファイル、利用状況、記録のすべてを zip にまとめます。",
    download: "zip をダウンロード",
    downloading: "書き出しています… {size}",
    stop: "中止",
    exported: "書き出しが終わりました（{size}）",
    delete: "アカウントの削除",
    deleteText: "削除すると、すぐにサインインできなくなり、14日後に完全に消えます。",
    deleteAction: "アカウントを削除",
    deleteTitle: "アカウントを削除しますか？",
    deleteWhat:
      "あなたのプロジェクト、セッション、ファイル、API キーがなくなり、すべての端末でサインアウトします。監査の記録だけが、個人が分からない形で残ります。",
    undo: "14日以内なら、管理者に連絡して元に戻せます。",
    atOnce: "14日待たずに、すぐに完全に削除する",
    atOnceText: "元に戻すことはできません。",
    gone: "アカウントを削除しました。{when} に完全に消えます。",
    goneNow: "アカウントを完全に削除しました。",
    exportFirst: "必要なデータは、先に書き出してください。",
  },
  {
    export: "Take your data with you",
    exportText:
      "Account, sessions with their conversations, files, usage and records, all in one zip.",
    download: "Download the zip",
    downloading: "Exporting… {size}",
    stop: "Stop",
    exported: "The export is complete ({size})",
    delete: "Delete the account",
    deleteText: "You can no longer sign in from then on; after 14 days everything is gone.",
    deleteAction: "Delete the account",
    deleteTitle: "Delete your account?",
    deleteWhat:
      "Your projects, sessions, files and API keys go, and you are signed out everywhere. Only the audit records stay, without telling who you were.",
    undo: "For 14 days an administrator can bring it back.",
    atOnce: "Delete everything at once, without the 14 days",
    atOnceText: "This cannot be undone.",
    gone: "The account is deleted. Everything is gone on {when}.",
    goneNow: "The account and everything of it is gone.",
    exportFirst: "Export what you need before that.",
  },
);
