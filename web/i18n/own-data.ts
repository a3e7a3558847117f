import { words } from "./words.ts";

export const t = words(
  {
    export: "データのエクスポート",
    exportText:
      "アカウント、セッションと会話、ファイル、利用状況、記録のすべてを zip にまとめます。",
    download: "zip をダウンロード",
    downloading: "エクスポートしています… {size}",
    stop: "中止",
    exported: "エクスポートが完了しました（{size}）",
    delete: "アカウントの削除",
    deleteText: "削除すると、すぐにサインインできなくなり、14日後に完全に消えます。",
    deleteAction: "アカウントを削除",
    deleteTitle: "アカウントを削除しますか？",
    deleteWhat:
      "あなたのプロジェクト、セッション、ファイル、API キーがなくなり、すべての端末からサインアウトします。監査ログの記録は、あなたの名前やメールアドレスを除いて残ります。",
    undo: "14日以内なら、管理者に連絡して元に戻せます。",
    atOnce: "14日待たずに、すぐに完全に削除する",
    atOnceText: "元に戻すことはできません。",
    adminStays:
      "管理者のアカウントは必ず14日間残り、ほかの管理者に通知されます。管理者として行った操作の記録は、値と IP アドレスも含めて保存期間の終わりまで残ります。",
    gone: "アカウントを削除しました。{when} に完全に消えます。",
    goneHeld:
      "アカウントを削除しました。データは調査のため保留されていて、保留が終わると完全に消えます（早くても {when}）。",
    goneNow: "アカウントを完全に削除しました。",
    exportFirst:
      "削除した後はエクスポートできません。必要なデータは、削除する前に、このページの「データのエクスポート」で保存してください。",
  },
  {
    export: "Export your data",
    exportText:
      "Your account, sessions and their conversations, files, usage and records, in one zip.",
    download: "Download zip",
    downloading: "Exporting… {size}",
    stop: "Stop",
    exported: "The export is complete ({size})",
    delete: "Delete account",
    deleteText:
      "You can't sign in any more from that moment, and everything is permanently deleted after 14 days.",
    deleteAction: "Delete account",
    deleteTitle: "Delete your account?",
    deleteWhat:
      "Your projects, sessions, files and API keys will be deleted, and you will be signed out on every device. Audit records stay, without your name and e-mail address.",
    undo: "Within 14 days, an administrator can restore it.",
    atOnce: "Delete everything permanently now, without the 14 days",
    atOnceText: "This can't be undone.",
    adminStays:
      "An administrator's account always stays for 14 days, and the other administrators are told. The records of what you did as an administrator are kept with their values and IP addresses until their time is over.",
    gone: "Your account is deleted. All its data will be permanently deleted on {when}.",
    goneHeld:
      "Your account is deleted. Its data is on hold for an investigation and will be permanently deleted when the hold ends, not before {when}.",
    goneNow: "Your account and all its data are permanently deleted.",
    exportFirst:
      "You can't export anything after that. Save what you want to keep first, with “Export your data” on this page.",
  },
);
