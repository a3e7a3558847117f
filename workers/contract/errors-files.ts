import { entry, type ErrorDetails, type ErrorEntry, type Words } from "./error-entry.ts";

/** What the record says of a path that leads outside, unlike of a name nobody can use: conduct counts it. */
export const leadsOutside = "This path leads outside the project";

const wordsOfPath = ({ outside }: ErrorDetails): Words | undefined =>
  outside === true
    ? {
        ja: {
          message: "プロジェクトの外を指すパスです",
          cause: "「/」で始まるか、「..」で上にさかのぼっています",
          remedy: "プロジェクト内のパスを使ってください",
        },
        en: {
          message: leadsOutside,
          cause: "It begins with a slash, or goes up with “..”",
          remedy: "Use a path within the project",
        },
      }
    : undefined;

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
      "It exceeds the limit for a file or for the project",
      "Split the file, or use external storage",
    ],
  ),
  FILE_002: entry(
    403,
    "file_access_denied",
    ["ファイルアクセス権限がありません", "権限不足", "管理者に連絡してください"],
    ["You don't have permission for this file", "Missing permission", "Contact an administrator"],
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
      "This path can't be used",
      "It has a forbidden character, a reserved name, or lies outside the project",
      "Use another name",
    ],
    wordsOfPath,
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
      "Compare both versions and merge them",
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
    [
      "A file or folder with this name already exists",
      "The path is already in use",
      "Use another name",
    ],
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
      "The archive can't be imported",
      "It is damaged, encrypted, or contains links or forbidden paths",
      "Check the contents of the archive",
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
    [
      "This file is read-only",
      "Binary files can't be edited here",
      "Download it and edit it on your computer",
    ],
  ),
  FILE_009: entry(
    422,
    "too_many_entries",
    [
      "アーカイブのファイル数が多すぎます",
      "一度に取り込めるのは20,000件までです",
      "アーカイブを分けるか、生成されたファイルを除いてください",
    ],
    [
      "The archive contains too many files",
      "An import can have at most 20,000 entries",
      "Split the archive, or leave out generated files",
    ],
  ),
} as const satisfies Record<string, ErrorEntry>;
