import { entry, type ErrorEntry } from "./error-entry.ts";

/** Errors of sign-in, sessions and projects. */
export const peopleErrors = {
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
      "デプロイ時に表示されたトークンを確認してください。設定済みの場合はサインインしてください",
    ],
    [
      "The set-up token is not valid",
      "Wrong token, or already set up",
      "Check the token that the deployment printed; where the site is set up already, sign in",
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
} as const satisfies Record<string, ErrorEntry>;
