import { entry, type ErrorDetails, type ErrorEntry, type Words } from "./error-entry.ts";

/** Of a password that is long enough; what is too short has the words of U-051. */
function wordsOfWeakness({ why }: ErrorDetails): Words | undefined {
  if (why === "repetitive") {
    return {
      ja: { cause: "5種類以上の異なる文字を使う必要があります" },
      en: { cause: "It needs at least 5 different characters" },
    };
  }
  if (why !== "long") return undefined;
  return {
    ja: { cause: "256文字以内にする必要があります" },
    en: { cause: "It may have 256 characters at most" },
  };
}

/** U-169 has the words of the default, 5 failures and 15 minutes; a site may have others (SA-032). */
function wordsOfLock({ locked_by, attempts, minutes }: ErrorDetails): Words | undefined {
  if (locked_by === "administrator") {
    return {
      ja: { cause: "管理者がロックしました", remedy: "管理者に連絡してください" },
      en: { cause: "An administrator locked it", remedy: "Contact an administrator" },
    };
  }
  if (typeof attempts !== "number" || typeof minutes !== "number") return undefined;
  if (attempts === 5 && minutes === 15) return undefined;
  const [tries, wait] = [attempts === 1 ? "" : "s", minutes === 1 ? "" : "s"];
  return {
    ja: {
      cause: `サインインに${attempts}回失敗しました`,
      remedy: `${minutes}分待つか、サポートに連絡してください`,
    },
    en: {
      cause: `${attempts} failed sign-in${tries}`,
      remedy: `Wait ${minutes} minute${wait} or contact support`,
    },
  };
}

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
      "Check your input, or reset your password",
    ],
  ),
  AUTH_002: entry(
    401,
    "login_expired",
    [
      "セッションが期限切れです",
      "タイムアウトまたはサインアウト",
      "もう一度サインインしてください",
    ],
    ["Your sign-in has expired", "It timed out, or you signed out", "Sign in again"],
  ),
  AUTH_003: entry(
    403,
    "account_locked",
    [
      "アカウントがロックされています",
      "サインインに5回失敗しました",
      "15分待つか、サポートに連絡してください",
    ],
    ["This account is locked", "Five failed sign-ins", "Wait 15 minutes or contact support"],
    wordsOfLock,
  ),
  AUTH_004: entry(
    403,
    "forbidden",
    ["この操作を行う権限がありません", "権限不足", "管理者に連絡してください"],
    ["You don't have permission to do this", "Missing permission", "Contact an administrator"],
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
      "The setup token is not valid",
      "The token is wrong, or the site is already set up",
      "Check the token the deployment printed. If the site is already set up, sign in",
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
      "The password doesn't meet the requirements",
      "It needs 15 characters or more, or 12 or more with upper case, lower case, a digit and a symbol",
      "Choose another password",
    ],
    wordsOfWeakness,
  ),
  SESSION_001: entry(
    409,
    "session_limit",
    [
      "セッション作成に失敗しました",
      "セッション数の上限に達しました",
      "古いセッションを削除してください",
    ],
    ["The session couldn't be created", "You've reached the session limit", "Delete old sessions"],
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
    [
      "This can't be done any more",
      "It was already answered, or the work has ended",
      "Check the current state",
    ],
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
      "Other sessions are using this project's files",
      "This is not the last session",
      "Delete only the session, or delete the other sessions first",
    ],
  ),
  SESSION_006: entry(
    403,
    "asker_gone",
    [
      "依頼に使われた API キーまたはサインインが無効になったため、実行を止めました",
      "キーの取り消しや期限切れ、ほかの端末からのサインアウト、パスワードの変更など",
      "必要な依頼であれば、もう一度送信してください",
    ],
    [
      "Stopped: the API key or sign-in behind this request is no longer valid",
      "The key was revoked or expired, the sign-in was ended elsewhere, or the password was changed",
      "Send it again if you still need it",
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
    ["Project not found", "It may have been deleted", "Check the list of projects"],
  ),
  PROJECT_002: entry(
    409,
    "project_in_another_state",
    [
      "プロジェクトの状態が変わっています",
      "アーカイブ済み、またはすでに元に戻されています",
      "一覧を更新して、もう一度確認してください",
    ],
    [
      "The project's status has changed",
      "It was already archived, deleted or restored",
      "Refresh the list and check again",
    ],
  ),
  PROJECT_003: entry(
    409,
    "project_limit",
    [
      "プロジェクト数の上限に達しました",
      "アーカイブとゴミ箱のプロジェクトも数えます",
      "不要なプロジェクトをゴミ箱から完全に削除するか、管理者に連絡してください",
    ],
    [
      "You've reached the project limit",
      "Archived projects and those in the bin count too",
      "Permanently delete some in the bin, or contact an administrator",
    ],
  ),
} as const satisfies Record<string, ErrorEntry>;
