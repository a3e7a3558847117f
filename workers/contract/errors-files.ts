import { entry, type ErrorEntry } from "./error-entry.ts";

/** Errors of files and archives. */
export const filesErrors = {
  FILE_001: entry(
    413,
    "file_too_large",
    [
      "ファイルサイズ超過",
      "ファイルまたはプロジェクトの上限を超えています",
      "ファイルを分割するか、外部ストレージを利用してください",
    ],
    [
      "The file is too large",
      "The limit of a file or of the project is exceeded",
      "Split the file, or use external storage",
    ],
  ),
  FILE_002: entry(
    403,
    "file_access_denied",
    ["ファイルアクセス権限がありません", "権限不足", "管理者に連絡してください"],
    ["No permission for this file", "Missing permission", "Ask an administrator"],
  ),
  FILE_003: entry(
    404,
    "file_not_found",
    [
      "ファイルが見つかりません",
      "削除または移動された可能性があります",
      "ファイルツリーを更新してください",
    ],
    ["File not found", "It may have been deleted or moved", "Refresh the file tree"],
  ),
  FILE_004: entry(
    400,
    "path_refused",
    [
      "このパスは使用できません",
      "使用できない文字、予約名、またはプロジェクト外のパスです",
      "別の名前を使ってください",
    ],
    [
      "This path cannot be used",
      "A refused character, a reserved name or a place outside the project",
      "Use another name",
    ],
  ),
  FILE_005: entry(
    412,
    "stale_version",
    [
      "ファイルは別の場所で変更されています",
      "読み込み後に更新されました",
      "差分を確認して統合してください",
    ],
    [
      "The file was changed elsewhere",
      "It changed after you loaded it",
      "Look at both versions and merge",
    ],
  ),
  FILE_006: entry(
    409,
    "path_exists",
    [
      "同じ名前のファイルまたはフォルダーがあります",
      "パスがすでに存在します",
      "別の名前を使ってください",
    ],
    ["A file or folder of that name exists", "The path is taken", "Use another name"],
  ),
  FILE_007: entry(
    422,
    "archive_refused",
    [
      "アーカイブを取り込めません",
      "破損、暗号化、リンク、または不正なパスを含んでいます",
      "アーカイブの内容を確認してください",
    ],
    [
      "The archive cannot be imported",
      "It is damaged, encrypted, or holds links or refused paths",
      "Check what the archive holds",
    ],
  ),
  FILE_008: entry(
    409,
    "not_text",
    [
      "このファイルは読み取り専用です",
      "バイナリファイルは編集できません",
      "ダウンロードして編集してください",
    ],
    ["This file is read-only", "Binary files cannot be edited", "Download it and edit it there"],
  ),
} as const satisfies Record<string, ErrorEntry>;
