/** What the archive holds, in both languages. */
export const readme = (
  email: string,
  at: string,
): string => `Engawa – data export / データのエクスポート
${email} – ${at}

[日本語]
account.json          アカウント、ロール、サインイン方法
keys.json             API キー（キーの値は含みません）
logins.jsonl          サインインの履歴
usage.csv, usage.jsonl  モデルの利用と費用（1 USD = 1,000,000 micro USD）
notices.jsonl         通知
requests.jsonl        申請
violations.jsonl      利用規約に関する警告・措置
security-findings.jsonl  サインインに関する検知（相手のアドレスは含みません）
limits.jsonl          個別に設定された上限
memberships.jsonl     参加しているプロジェクト
rules.jsonl           「常に許可」にしたルール
passkeys.jsonl        パスキーの名前と日時
saved-views.jsonl     保存した表示条件
activity.jsonl        操作の記録
audit.jsonl           あなたが行った変更の記録
audit-about-you.jsonl  あなたのアカウントに対する変更の記録
sessions/             チャット（transcript.json と transcript.md、ゴミ箱のものも含みます）
projects/             所有するプロジェクトのファイル（プロジェクトごとに zip、ゴミ箱のものも含みます）
by_administrator が 1 の行は、管理者があなたの代わりに行った操作です（管理者の情報は含みません）。
.jsonl は1行に1件の JSON です。パスワード、認証の秘密、他の人のデータは含みません。
書き出せなかったものと、現在メンバーではないプロジェクトのチャットは、missing.txt に記されます。

[English]
account.json          your account, role and ways to sign in
keys.json             API keys (never their values)
logins.jsonl          where and when you signed in
usage.csv, usage.jsonl  model calls and their cost (1 USD = 1,000,000 micro USD)
notices.jsonl         notices
requests.jsonl        requests
violations.jsonl      warnings and measures under the rules of use
security-findings.jsonl  what looked wrong about sign-ins (not from which address)
limits.jsonl          limits set for you alone
memberships.jsonl     projects you are in
rules.jsonl           what you allowed always
passkeys.jsonl        names and dates of your passkeys
saved-views.jsonl     filters you saved
activity.jsonl        what you asked of the site
audit.jsonl           changes you made
audit-about-you.jsonl  changes to your account
sessions/             chats (transcript.json and transcript.md), those in the bin, too
projects/             files of the projects you own, one zip each, those in the bin, too
Where by_administrator is 1, an administrator did it as you (nothing of theirs is in here).
.jsonl files hold one JSON value a line. Passwords, secrets and other people's data are not in here.
What did not come along, and chats of projects you are not in any more, are named in missing.txt.
`;
