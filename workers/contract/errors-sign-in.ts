import { entry, type ErrorDetails, type ErrorEntry, type Words } from "./error-entry.ts";

/** There is a second factor, which would be taken away. */
function wordsOfLast({ last }: ErrorDetails): Words | undefined {
  if (last !== true) return undefined;
  return {
    ja: {
      message: "最後の二要素認証は削除できません",
      cause: "このサイトでは二要素認証が必須です",
      remedy: "先に別のパスキーか認証アプリを追加してください",
    },
    en: {
      message: "Your last second factor can't be removed",
      cause: "This site requires two-factor authentication",
      remedy: "Add another passkey or an authenticator app first",
    },
  };
}

/** Errors of signing in and proving who one is: second factors, links, passwords, accounts elsewhere. */
export const signInErrors = {
  AUTH_008: entry(
    401,
    "second_factor_failed",
    [
      "確認コードが正しくありません",
      "コードの誤り、期限切れ、または使用済み",
      "新しいコードを入力するか、リカバリーコードを使ってください",
    ],
    [
      "The code is not correct",
      "It is wrong, expired or already used",
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
      "Two-factor authentication must be set up first",
      "The site requires it, or the operation is sensitive",
      "Set it up under Security on your account page",
    ],
    wordsOfLast,
  ),
  AUTH_010: entry(
    403,
    "step_up_required",
    ["本人確認が必要です", "重要な操作のため", "もう一度本人確認をしてください"],
    ["Confirm that it's you", "This operation is sensitive", "Confirm your identity once more"],
  ),
  AUTH_011: entry(
    403,
    "account_suspended",
    [
      "アカウントは一時停止中です",
      "利用が一時的に止められています",
      "停止期間が終わるのを待つか、管理者に連絡してください",
    ],
    [
      "Your account is suspended",
      "It can't be used at the moment",
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
    [
      "This link doesn't work",
      "It has expired, was already used, or is incomplete",
      "Request a new link",
    ],
  ),
  AUTH_013: entry(
    422,
    "password_reused",
    [
      "以前のパスワードは使用できません",
      "直近3回のいずれかと同じです",
      "別のパスワードを選んでください",
    ],
    ["This password was used before", "It is one of your last three", "Choose another password"],
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
      "It is a common password, or contains your name or e-mail address",
      "Choose another password",
    ],
  ),
  AUTH_015: entry(
    403,
    "challenge_required",
    [
      "確認が必要です",
      "サインインに続けて失敗しました",
      "画面の確認を済ませてから再試行してください",
    ],
    [
      "An extra check is needed",
      "Several sign-ins in a row failed",
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
      "You need to change your password",
      "An administrator requires it, or the old one may be known to others",
      "Choose a new password",
    ],
  ),
  AUTH_017: entry(
    401,
    "provider_failed",
    [
      "外部アカウントでのサインインに失敗しました",
      "提供元の応答、または確認の不一致",
      "もう一度試すか、別の方法でサインインしてください",
    ],
    [
      "Sign-in with your external account failed",
      "The provider's response, or a check that didn't match",
      "Try again, or sign in another way",
    ],
  ),
  AUTH_018: entry(
    409,
    "identity_conflict",
    [
      "このメールアドレスのアカウントはすでに存在します",
      "外部アカウントとはまだ連携されていません",
      "いつもの方法でサインインし、アカウント画面で連携してください",
    ],
    [
      "An account with this e-mail address already exists",
      "It isn't linked to your external account yet",
      "Sign in as usual, then link it on your account page",
    ],
  ),
  AUTH_019: entry(
    403,
    "not_offered",
    ["この機能は有効になっていません", "サイトの設定", "管理者に連絡してください"],
    ["This feature is not enabled", "The site's settings", "Contact an administrator"],
  ),
  AUTH_020: entry(
    404,
    "login_not_found",
    [
      "サインインが見つかりません",
      "すでにサインアウトされている可能性があります",
      "一覧を確認してください",
    ],
    ["Sign-in not found", "It may have been signed out already", "Check the list"],
  ),
  AUTH_022: entry(
    403,
    "not_while_acting",
    [
      "代行操作中は利用できません",
      "本人の内容や設定に関わる操作です",
      "代行を終了してから、必要な場合は本人に依頼してください",
    ],
    [
      "Not available while impersonating",
      "It concerns the person's own content or settings",
      "Stop impersonating, and ask the person if needed",
    ],
  ),
  AUTH_023: entry(
    409,
    "cannot_act_as",
    [
      "このユーザーは代行できません",
      "自分自身、管理者、ゲスト、または利用できない状態のアカウントです",
      "別のユーザーを選んでください",
    ],
    [
      "You can't impersonate this person",
      "It is you, an administrator, a guest, or an account that can't be used",
      "Choose another user",
    ],
  ),
  AUTH_024: entry(
    409,
    "another_person",
    [
      "別のアカウントでサインインしています",
      "このページを開いた後に、別のタブでアカウントが切り替わりました",
      "ページを再読み込みしてください",
    ],
    [
      "A different account is signed in",
      "The account was switched in another tab after this page was opened",
      "Reload the page",
    ],
  ),
  AUTH_025: entry(
    403,
    "not_invited",
    [
      "このサイトは招待制です",
      "このアカウントへの招待がないか、プロバイダーがメールアドレスを確認していません",
      "管理者に招待を依頼してください",
    ],
    [
      "This site is by invitation",
      "You haven't been invited, or the provider hasn't verified your e-mail address",
      "Ask an administrator for an invitation",
    ],
  ),
  AUTH_026: entry(
    403,
    "account_disabled",
    ["アカウントは無効です", "管理者が無効にしました", "管理者に連絡してください"],
    ["Your account is disabled", "An administrator disabled it", "Contact an administrator"],
  ),
} as const satisfies Record<string, ErrorEntry>;
