/** What the archive holds, in both languages. */
export const readme = (
  email: string,
  at: string,
): string => `Engawa – data export / データのエクスポート
${email} – ${at}

[日本語]
account.json          アカウント、権限、ログイン方法
keys.json             APIキー（キーの値は含みません）
logins.jsonl          ログインの履歴
usage.csv, usage.jsonl  モデルの利用と費用（1 USD = 1,000,000 micro USD）
notices.jsonl         お知らせ
requests.jsonl        申請
activity.jsonl        操作の記録
audit.jsonl           あなたが行った変更の記録
audit-about-you.jsonl  あなたのアカウントに対する変更の記録
sessions/             チャット（transcript.json と transcript.md）
projects/             所有するプロジェクトのファイル（プロジェクトごとに zip）
.jsonl は1行に1件の JSON です。パスワード、認証の秘密、他の人のデータは含みません。
書き出せなかったものがあれば missing.txt に記されます。

[English]
account.json          your account, role and ways to sign in
keys.json             API keys (never their values)
logins.jsonl          where and when you signed in
usage.csv, usage.jsonl  model calls and their cost (1 USD = 1,000,000 micro USD)
notices.jsonl         notices
requests.jsonl        requests
activity.jsonl        what you asked of the site
audit.jsonl           changes you made
audit-about-you.jsonl  changes to your account
sessions/             chats (transcript.json and transcript.md)
projects/             files of the projects you own, one zip each
.jsonl files hold one JSON value a line. Passwords, secrets and other people's data are not in here.
Should anything not have come along, missing.txt names it.
`;
