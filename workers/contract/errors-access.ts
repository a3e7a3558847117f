import { entry, type ErrorEntry } from "./error-entry.ts";

/** Errors of keys, accounts and what people ask administrators for. */
export const accessErrors = {
  KEY_001: entry(
    401,
    "key_invalid",
    [
      "API キーが無効です",
      "誤り、期限切れ、または取り消し済み",
      "アカウント画面で新しいキーを作成してください",
    ],
    [
      "This API key is not valid",
      "Wrong, expired or revoked",
      "Create a new key on your account page",
    ],
  ),
  KEY_002: entry(
    403,
    "key_scope",
    [
      "この API キーの権限では実行できません",
      "権限（スコープ）の不足、またはキーでは使えない操作",
      "必要な権限のキーを使うか、画面から操作してください",
    ],
    [
      "This API key can't be used for this",
      "Its scope doesn't cover this, or keys can't do this at all",
      "Use a key with the right scope, or do it in the app",
    ],
  ),
  KEY_003: entry(
    403,
    "key_address",
    [
      "このアドレスからは API キーを使用できません",
      "許可されたIPアドレスではありません",
      "キーの許可アドレスを確認してください",
    ],
    [
      "This API key can't be used from this address",
      "The address is not on the key's list of allowed addresses",
      "Check the key's allowed addresses",
    ],
  ),
  KEY_004: entry(
    409,
    "key_limit",
    ["API キーの上限に達しました", "1人5個まで", "使っていないキーを取り消してください"],
    ["You can't create more API keys", "Up to five keys per person", "Revoke a key you don't use"],
  ),
  KEY_005: entry(
    404,
    "key_not_found",
    ["API キーが見つかりません", "取り消された可能性があります", "一覧を確認してください"],
    ["API key not found", "It may have been revoked", "Check the list"],
  ),
  USER_001: entry(
    404,
    "user_not_found",
    ["ユーザーが見つかりません", "削除された可能性があります", "一覧を確認してください"],
    ["User not found", "The account may have been deleted", "Check the list"],
  ),
  USER_002: entry(
    409,
    "email_taken",
    [
      "このメールアドレスはすでに使われています",
      "同じアドレスのアカウントがあります",
      "別のアドレスを使ってください",
    ],
    ["This e-mail address is already in use", "Another account uses it", "Use another address"],
  ),
  USER_003: entry(
    409,
    "last_admin",
    [
      "最後の管理者に対しては実行できません",
      "管理者が1人もいなくなります",
      "先に別のユーザーを管理者にしてください",
    ],
    [
      "This can't be done to the last administrator",
      "The site would have no administrator",
      "Make somebody else an administrator first",
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
    ["You can't do this to yourself", "You could lock yourself out", "Ask another administrator"],
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
      "The account's status doesn't allow this",
      "It already has that status, or it is deleted",
      "Check the current status",
    ],
  ),
  USER_006: entry(
    409,
    "on_hold",
    [
      "すぐに完全削除することはできません",
      "調査のため、アカウントのデータの削除が保留されています",
      "「すぐに完全に削除」を選ばずに削除してください。データは保留が終わると完全に消えます",
    ],
    [
      "The data can't be deleted at once",
      "The account's data is on hold for an investigation",
      "Delete the account without deleting everything at once: its data goes when the hold ends",
    ],
  ),
  USER_007: entry(
    409,
    "last_way_in",
    [
      "連携を解除できません",
      "ほかにサインインする方法がありません",
      "先にパスワードを設定するか、パスキーを追加してください",
    ],
    [
      "This account can't be unlinked",
      "There is no other way for you to sign in",
      "Set a password or add a passkey first",
    ],
  ),
  USER_008: entry(
    409,
    "last_passkey",
    [
      "最後のパスキーは削除できません",
      "ほかにサインインする方法がありません",
      "先にパスワードを設定するか、別のパスキーを追加するか、外部アカウントと連携してください",
    ],
    [
      "Your last passkey can't be removed",
      "There is no other way for you to sign in",
      "Set a password, add another passkey or link an external account first",
    ],
  ),
  USER_009: entry(
    409,
    "administrator_stays",
    [
      "管理者のアカウントと、直近14日間に管理者だったアカウントは、すぐに完全削除することはできません",
      "ほかの管理者が確認できるように、14日間は残ります",
      "「すぐに完全に削除」を選ばずに削除してください",
    ],
    [
      "The account of an administrator, or of who was one in the last 14 days, can't be deleted permanently right away",
      "It stays for 14 days, so that the other administrators can look into it",
      "Delete it without “permanently now”",
    ],
  ),
  ACCESS_001: entry(
    404,
    "request_not_found",
    ["申請が見つかりません", "取り下げられた可能性があります", "一覧を確認してください"],
    ["Request not found", "It may have been withdrawn", "Check the list"],
  ),
  CONTENT_001: entry(
    404,
    "content_access_ended",
    [
      "この内容を閲覧する許可がありません",
      "許可の期限が切れたか、まだ取得していません",
      "理由を入力して、もう一度閲覧を申請してください",
    ],
    [
      "You don't have access to read this",
      "Your access has expired, or you haven't opened it yet",
      "Give a reason and open it again",
    ],
  ),
  ACCESS_003: entry(
    409,
    "budget_not_more",
    [
      "現在の上限より多い金額を指定してください",
      "増額の申請で上限を下げることはできません",
      "現在の上限を確認し、それより多い金額を入力してください",
    ],
    [
      "Enter more than the current limit",
      "A request for a larger budget can't lower the limit",
      "Check the current limit and enter a larger amount",
    ],
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
      "This request can't be processed",
      "It was already decided, or the same request is pending",
      "Check the current status",
    ],
  ),
} as const satisfies Record<string, ErrorEntry>;
