import { entry, type ErrorEntry } from "./error-entry.ts";

/** Errors of files that are imported and of changes to many at once. */
export const bulkErrors = {
  BULK_001: entry(
    409,
    "preview_required",
    [
      "プレビューをやり直してください",
      "プレビューがない、30分を過ぎた、すでに実行済み、またはファイルが変わりました",
      "同じファイルでもう一度プレビューしてから実行してください",
    ],
    [
      "Preview the file again",
      "There is no preview, it is over 30 minutes old or already used, or the file has changed",
      "Preview the same file again, then run it",
    ],
  ),
  BULK_002: entry(
    422,
    "file_unreadable",
    [
      "このファイルは読み取れません",
      "形式、文字コード、見出し行、または行数が正しくありません",
      "テンプレートをダウンロードして見比べてください",
    ],
    [
      "This file can't be read",
      "Its format, encoding, header row or number of rows is wrong",
      "Download the template and compare",
    ],
  ),
  BULK_003: entry(
    409,
    "count_changed",
    [
      "対象の件数が変わりました",
      "プレビューの後に変化がありました",
      "もう一度プレビューしてください",
    ],
    [
      "The number of affected items has changed",
      "Something changed after the preview",
      "Preview again",
    ],
  ),
  BULK_004: entry(
    409,
    "not_taken_back",
    [
      "この処理は元に戻せません",
      "元に戻せるのは、終わった一括無効化と一括アーカイブだけです",
      "ジョブの種類と状態を確認してください",
    ],
    [
      "This job can't be undone",
      "Only finished bulk disabling and bulk archiving can be undone",
      "Check the job's type and status",
    ],
  ),
  MASTER_001: entry(
    404,
    "master_not_found",
    ["この項目は見つかりません", "削除された可能性があります", "一覧を確認してください"],
    ["Entry not found", "It may have been deleted", "Check the list"],
  ),
  MASTER_002: entry(
    409,
    "master_exists",
    ["同じ名前の項目があります", "名前は重複できません", "別の名前を使ってください"],
    ["An entry with this name already exists", "Names must be unique", "Use another name"],
  ),
} as const satisfies Record<string, ErrorEntry>;
