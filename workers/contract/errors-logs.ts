import { entry, type ErrorEntry } from "./error-entry.ts";

/** Errors of the activity and audit lists. */
export const logErrors = {
  LOG_001: entry(
    404,
    "log_entry_not_found",
    [
      "この記録は見つかりません",
      "ID が正しくないか、保存期間が過ぎています",
      "一覧から開き直してください",
    ],
    [
      "Record not found",
      "The ID is wrong, or the retention period is over",
      "Open it from the list again",
    ],
  ),
  LOG_002: entry(
    409,
    "too_many_views",
    [
      "保存できるビューの数を超えています",
      "1つのページに保存できるビューは50件までです",
      "使わないビューを削除してください",
    ],
    [
      "You can't save more views",
      "A page can have up to 50 saved views",
      "Delete a view you no longer use",
    ],
  ),
  LOG_003: entry(
    400,
    "page_too_far",
    [
      "このページへは番号で移動できません",
      "条件や並べ替えのある一覧をページ番号で開けるのは、一度に数えられる範囲までです",
      "「次へ」（next_cursor）で進むか、期間を絞り込んでください",
    ],
    [
      "This page can't be opened by its number",
      "Filtered or sorted lists open by page number only as far as they can be counted at once",
      "Use “Next” (next_cursor), or narrow the period",
    ],
  ),
  LOG_004: entry(
    409,
    "chain_not_broken_there",
    [
      "この位置で監査ログは途切れていません",
      "確認したあとに状態が変わったか、もっと前に一致しない記録があります",
      "もう一度検証し、表示された位置を確認してください",
    ],
    [
      "The audit log isn't broken there",
      "It changed since you looked, or an earlier record doesn't match",
      "Verify again and look at the record it names",
    ],
  ),
} as const satisfies Record<string, ErrorEntry>;
