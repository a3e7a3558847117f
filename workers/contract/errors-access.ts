import { entry, type ErrorEntry } from "./error-entry.ts";

/** Errors of proofs, keys, accounts and what people ask administrators for. */
export const accessErrors = {
  AUTH_008: entry(
    401,
    "second_factor_failed",
    [
      "確認コードが正しくありません",
      "コードの誤り、期限切れ、または使用済み",
      "新しいコードを入力するか、リカバリーコードを使ってください",
    ],
    [
      "The code is not right",
      "Wrong, expired or already used",
      "Enter a new code, or use a recovery code",
    ],
  ),
  AUTH_009: entry(
    403,
    "second_factor_required",
    [
      "二要素認証の設定が必要です",
      "管理者の設定、または重要な操作のため",
      "アカウントのセキュリティ画面で設定してください",
    ],
    [
      "A second factor must be set up first",
      "The site requires it, or the operation is critical",
      "Set it up under your account's security",
    ],
  ),
  AUTH_010: entry(
    403,
    "step_up_required",
    ["本人確認が必要です", "重要な操作のため", "もう一度本人確認をしてください"],
    ["Confirm that it is you", "This operation is critical", "Prove it once more"],
  ),
  AUTH_011: entry(
    403,
    "account_suspended",
    [
      "アカウントは一時停止中です",
      "利用規則への違反が検出されました",
      "停止期間が終わるのを待つか、管理者に連絡してください",
    ],
    [
      "This account is suspended",
      "A violation of the rules of use was detected",
      "Wait until the suspension ends, or contact an administrator",
    ],
  ),
  AUTH_012: entry(
    422,
    "link_invalid",
    [
      "このリンクは使用できません",
      "期限切れ、使用済み、またはアドレスの誤り",
      "新しいリンクを請求してください",
    ],
    ["This link does not work", "Expired, used or mistyped", "Ask for a new link"],
  ),
  AUTH_013: entry(
    422,
    "password_reused",
    [
      "以前のパスワードは使用できません",
      "直近3回のいずれかと同じです",
      "別のパスワードを選んでください",
    ],
    ["This password was used before", "It is one of the last three", "Choose another password"],
  ),
  AUTH_014: entry(
    422,
    "password_common",
    [
      "このパスワードは推測されやすいため使用できません",
      "よく使われるパスワード、または名前やメールアドレスを含みます",
      "別のパスワードを選んでください",
    ],
    [
      "This password is too easy to guess",
      "It is among the common ones, or holds your name or address",
      "Choose another password",
    ],
  ),
  AUTH_015: entry(
    403,
    "challenge_required",
    [
      "確認が必要です",
      "ログインに続けて失敗しました",
      "画面の確認を済ませてから再試行してください",
    ],
    [
      "One more check is needed",
      "Several sign-ins failed",
      "Complete the check on the page and try again",
    ],
  ),
  AUTH_016: entry(
    403,
    "password_change_required",
    [
      "パスワードの変更が必要です",
      "管理者の指示、または漏えいの疑い",
      "新しいパスワードを設定してください",
    ],
    [
      "A new password is needed",
      "An administrator asked for it, or the old one may be known",
      "Choose a new password",
    ],
  ),
  AUTH_017: entry(
    401,
    "provider_failed",
    [
      "外部アカウントでのログインに失敗しました",
      "提供元の応答、または確認の不一致",
      "もう一度試すか、別の方法でログインしてください",
    ],
    [
      "Sign-in with the other account failed",
      "The provider's answer, or a check that did not match",
      "Try again, or sign in another way",
    ],
  ),
  AUTH_018: entry(
    409,
    "identity_conflict",
    [
      "このメールアドレスのアカウントはすでに存在します",
      "外部アカウントとはまだ連携されていません",
      "いつもの方法でログインし、アカウント画面で連携してください",
    ],
    [
      "An account with this address exists already",
      "It is not linked to that provider",
      "Sign in as usual and link it under your account",
    ],
  ),
  AUTH_019: entry(
    403,
    "not_offered",
    ["この機能は有効になっていません", "サイトの設定", "管理者に連絡してください"],
    ["This is not switched on here", "The site's settings", "Ask an administrator"],
  ),
  AUTH_020: entry(
    404,
    "login_not_found",
    [
      "ログインが見つかりません",
      "すでにサインアウトされている可能性があります",
      "一覧を確認してください",
    ],
    ["Sign-in not found", "It may have been signed out already", "Look at the list"],
  ),
  KEY_001: entry(
    401,
    "key_invalid",
    [
      "APIキーが無効です",
      "誤り、期限切れ、または取り消し済み",
      "アカウント画面で新しいキーを作成してください",
    ],
    ["The API key is not valid", "Wrong, expired or revoked", "Create a new key in your account"],
  ),
  KEY_002: entry(
    403,
    "key_scope",
    [
      "このAPIキーの権限では実行できません",
      "スコープ不足、またはキーでは使えない操作",
      "必要なスコープのキーを使うか、画面から操作してください",
    ],
    [
      "This API key may not do that",
      "A missing scope, or an operation not open to keys",
      "Use a key with the scope, or the web pages",
    ],
  ),
  KEY_003: entry(
    403,
    "key_address",
    [
      "このアドレスからはAPIキーを使用できません",
      "許可されたIPアドレスではありません",
      "キーの許可アドレスを確認してください",
    ],
    [
      "The API key may not be used from this address",
      "The address is not on the key's list",
      "Check the key's allowed addresses",
    ],
  ),
  KEY_004: entry(
    409,
    "key_limit",
    ["APIキーの上限に達しました", "1人5個まで", "使っていないキーを取り消してください"],
    ["No more API keys", "Five a person", "Revoke one you do not use"],
  ),
  KEY_005: entry(
    404,
    "key_not_found",
    ["APIキーが見つかりません", "取り消された可能性があります", "一覧を確認してください"],
    ["API key not found", "It may have been revoked", "Look at the list"],
  ),
  USER_001: entry(
    404,
    "user_not_found",
    ["ユーザーが見つかりません", "削除された可能性があります", "一覧を確認してください"],
    ["User not found", "The account may have been deleted", "Look at the list"],
  ),
  USER_002: entry(
    409,
    "email_taken",
    [
      "このメールアドレスはすでに使われています",
      "同じアドレスのアカウントがあります",
      "別のアドレスを使ってください",
    ],
    ["This address is taken", "Another account has it", "Use another address"],
  ),
  USER_003: entry(
    409,
    "last_admin",
    [
      "最後の管理者に対しては実行できません",
      "管理者が1人もいなくなります",
      "先に別の管理者を作ってください",
    ],
    [
      "Not for the last administrator",
      "Nobody would be left to administer",
      "Make another administrator first",
    ],
  ),
  USER_004: entry(
    409,
    "not_yourself",
    [
      "自分自身に対しては実行できません",
      "自分を締め出すおそれがあります",
      "別の管理者に依頼してください",
    ],
    ["Not for yourself", "You could lock yourself out", "Ask another administrator"],
  ),
  USER_005: entry(
    409,
    "user_state",
    [
      "アカウントの状態が操作と合いません",
      "すでにその状態か、削除済みです",
      "最新の状態を確認してください",
    ],
    [
      "The account is not in a state for this",
      "It is so already, or deleted",
      "Look at its current state",
    ],
  ),
  ACCESS_001: entry(
    404,
    "request_not_found",
    ["申請が見つかりません", "取り下げられた可能性があります", "一覧を確認してください"],
    ["Request not found", "It may have been withdrawn", "Look at the list"],
  ),
  ACCESS_002: entry(
    409,
    "request_state",
    [
      "この申請は処理できません",
      "処理済み、または同じ申請が審査中です",
      "最新の状態を確認してください",
    ],
    [
      "This request cannot be handled",
      "Decided already, or the same one is waiting",
      "Look at its current state",
    ],
  ),
} as const satisfies Record<string, ErrorEntry>;
