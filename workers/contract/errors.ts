/**
 * The closed registry of errors (U-169 and what we add in its style). A code is what the wire
 * carries; its status stands here and nowhere else. Texts are shown to people, so both languages
 * are required.
 */
export type Language = "ja" | "en";

interface Text {
  readonly message: string;
  readonly cause: string;
  readonly remedy: string;
}

interface Entry {
  readonly status:
    | 400
    | 401
    | 403
    | 404
    | 405
    | 409
    | 412
    | 413
    | 415
    | 422
    | 429
    | 500
    | 502
    | 503
    | 504;
  readonly reason: string;
  readonly ja: Text;
  readonly en: Text;
}

const entry = (
  status: Entry["status"],
  reason: string,
  ja: readonly [string, string, string],
  en: readonly [string, string, string],
): Entry => ({
  status,
  reason,
  ja: { message: ja[0], cause: ja[1], remedy: ja[2] },
  en: { message: en[0], cause: en[1], remedy: en[2] },
});

export const errorRegistry = {
  AUTH_001: entry(
    401,
    "authentication_failed",
    [
      "認証に失敗しました",
      "メールアドレスまたはパスワードの誤り",
      "入力内容を確認するか、パスワードをリセットしてください",
    ],
    [
      "Sign-in failed",
      "Wrong e-mail address or password",
      "Check what you typed, or reset the password",
    ],
  ),
  AUTH_002: entry(
    401,
    "login_expired",
    ["セッションが期限切れです", "タイムアウトまたはサインアウト", "もう一度ログインしてください"],
    ["Your sign-in has expired", "Timed out or signed out", "Sign in again"],
  ),
  AUTH_003: entry(
    403,
    "account_locked",
    [
      "アカウントがロックされています",
      "ログインに5回失敗しました",
      "15分待つか、サポートに連絡してください",
    ],
    ["This account is locked", "Five failed sign-ins", "Wait 15 minutes or contact support"],
  ),
  AUTH_004: entry(
    403,
    "forbidden",
    ["この操作を行う権限がありません", "権限不足", "管理者に連絡してください"],
    ["You are not allowed to do this", "Missing permission", "Ask an administrator"],
  ),
  AUTH_005: entry(
    403,
    "origin_refused",
    [
      "別のサイトからの要求は受け付けられません",
      "Origin が一致しません",
      "Engawa の画面から操作してください",
    ],
    [
      "Requests from another site are refused",
      "The Origin does not match",
      "Use Engawa's own pages",
    ],
  ),
  AUTH_006: entry(
    403,
    "setup_refused",
    [
      "セットアップトークンが正しくありません",
      "トークンの誤り、または設定済み",
      "起動時に表示されたトークンを確認してください",
    ],
    [
      "The set-up token is not valid",
      "Wrong token, or already set up",
      "Check the token printed at set-up",
    ],
  ),
  AUTH_007: entry(
    422,
    "weak_password",
    [
      "パスワードが要件を満たしていません",
      "15文字以上、または12文字以上で大文字・小文字・数字・記号を含む必要があります",
      "別のパスワードを選んでください",
    ],
    [
      "The password does not meet the rules",
      "It needs 15 characters, or 12 with upper case, lower case, digit and symbol",
      "Choose another password",
    ],
  ),
  SESSION_001: entry(
    409,
    "session_limit",
    [
      "セッション作成に失敗しました",
      "セッション数の上限に達しました",
      "古いセッションを削除してください",
    ],
    ["The session could not be created", "The session limit is reached", "Delete an old session"],
  ),
  SESSION_002: entry(
    404,
    "session_not_found",
    [
      "セッションが見つかりません",
      "削除された可能性があります",
      "新しいセッションを作成してください",
    ],
    ["Session not found", "It may have been deleted", "Create a new session"],
  ),
  SESSION_003: entry(
    409,
    "run_conflict",
    [
      "実行状態が変わったため操作できません",
      "すでに回答済み、または実行が終了しています",
      "最新の状態を確認してください",
    ],
    ["The run has moved on", "Already answered, or the run has ended", "Look at the current state"],
  ),
  SESSION_004: entry(
    403,
    "mode_refused",
    ["この権限モードは使用できません", "管理者のみ使用できます", "別のモードを選んでください"],
    ["This permission mode is not available", "Administrators only", "Choose another mode"],
  ),
  SESSION_005: entry(
    409,
    "files_in_use",
    [
      "ほかのセッションがこのプロジェクトのファイルを使っています",
      "最後のセッションではありません",
      "セッションだけを削除するか、先にほかのセッションを削除してください",
    ],
    [
      "Other sessions use this project's files",
      "It is not the last session",
      "Delete the session alone, or the other sessions first",
    ],
  ),
  PROJECT_001: entry(
    404,
    "project_not_found",
    [
      "プロジェクトが見つかりません",
      "削除された可能性があります",
      "プロジェクト一覧を確認してください",
    ],
    ["Project not found", "It may have been deleted", "Look at the list of projects"],
  ),
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
  RATE_001: entry(
    429,
    "rate_limited",
    [
      "リクエスト制限を超過しました。1分後に再試行してください。",
      "API呼び出し過多",
      "1分待ってください",
    ],
    ["Too many requests. Try again in a minute.", "Too many calls", "Wait a minute"],
  ),
  CLAUDE_001: entry(
    504,
    "model_timeout",
    ["AI応答タイムアウト", "APIの遅延", "再送信してください"],
    ["Claude API response timeout", "The API made no progress", "Send again"],
  ),
  CLAUDE_002: entry(
    502,
    "model_error",
    ["AI APIエラー", "Anthropic の障害または要求の拒否", "Status Page を確認してください"],
    ["AI API error", "Anthropic reported an error", "Look at the status page"],
  ),
  CLAUDE_003: entry(
    422,
    "model_unknown",
    ["このモデルは使用できません", "一覧にないモデルです", "別のモデルを選んでください"],
    ["This model is not available", "It is not in the catalogue", "Choose another model"],
  ),
  NETWORK_001: entry(
    503,
    "network_error",
    ["ネットワークエラー", "接続が切断されました", "再接続してください"],
    ["Network error", "The connection was cut", "Reconnect"],
  ),
  REQUEST_001: entry(
    400,
    "invalid_request",
    [
      "入力内容に誤りがあります",
      "形式または値が正しくありません",
      "指摘された項目を修正してください",
    ],
    ["The request is not valid", "A field has the wrong form or value", "Correct the named fields"],
  ),
  REQUEST_002: entry(
    404,
    "not_found",
    ["見つかりません", "アドレスが正しくないか、削除されています", "アドレスを確認してください"],
    ["Not found", "The address is wrong, or the thing was deleted", "Check the address"],
  ),
  REQUEST_003: entry(
    405,
    "method_not_allowed",
    [
      "このメソッドは使用できません",
      "アドレスは存在しますが、操作が異なります",
      "API の説明を確認してください",
    ],
    ["Method not allowed", "The address exists, the method does not", "See the API description"],
  ),
  REQUEST_004: entry(
    415,
    "unsupported_media_type",
    [
      "この形式のデータは受け付けられません",
      "Content-Type が正しくありません",
      "API の説明を確認してください",
    ],
    ["Unsupported media type", "The Content-Type is not accepted here", "See the API description"],
  ),
  REQUEST_005: entry(
    413,
    "body_too_large",
    ["送信データが大きすぎます", "要求の上限を超えています", "データを小さくしてください"],
    ["The request is too large", "The limit of a request is exceeded", "Send less"],
  ),
  SERVER_001: entry(
    500,
    "internal_error",
    [
      "サーバーエラーが発生しました",
      "予期しない問題",
      "時間をおいて再試行し、続く場合は ID を添えてサポートに連絡してください",
    ],
    [
      "Something went wrong on our side",
      "An unexpected problem",
      "Try again later; if it stays, contact support with the id",
    ],
  ),
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof errorRegistry;

/** The text of a code; 429 keeps the wording of U-092. */
export const errorText = (code: ErrorCode, language: Language): Text =>
  errorRegistry[code][language];

/** The body of every error answer. On 429 `code` is RATE_LIMIT_EXCEEDED and `id` RATE_001 (C-16). */
export interface ErrorBody {
  error: {
    code: string;
    id?: ErrorCode;
    reason: string;
    message: string;
    cause: string;
    remedy: string;
    request_id: string;
    retry_after?: number;
    /** What was wrong where, for REQUEST_001. */
    issues?: { path: string; message: string }[];
    /** Facts particular to the code, e.g. both versions on FILE_005. */
    details?: Record<string, unknown>;
  };
}
