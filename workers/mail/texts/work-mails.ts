import { defineMail } from "./define-mail.ts";

/** What goes on in projects and chats: off until an administrator switches one on. */
export const workMails = {
  project_created: defineMail(
    ["project_name", "user_name", "project_url", "created_at"],
    {
      subject: "新しいプロジェクト「{{project_name}}」が作成されました",
      body: `{{name}} さん

{{user_name}} さんが新しいプロジェクト「{{project_name}}」を作成しました（{{created_at}}）。

詳細はこちら: {{project_url}}`,
    },
    {
      subject: "New project: {{project_name}}",
      body: `Hello {{name}},

{{user_name}} created the project “{{project_name}}” on {{created_at}}.

Details: {{project_url}}`,
    },
  ),
  member_added: defineMail(
    ["project_name", "inviter_name", "role", "project_url"],
    {
      subject: "プロジェクト「{{project_name}}」に追加されました",
      body: `{{name}} さん

{{inviter_name}} さんが、あなたをプロジェクト「{{project_name}}」に追加しました。

ロール: {{role}}

詳細はこちら: {{project_url}}`,
    },
    {
      subject: "You were added to {{project_name}}",
      body: `Hello {{name}},

{{inviter_name}} added you to the project “{{project_name}}”.

Role: {{role}}

Details: {{project_url}}`,
    },
  ),
  session_completed: defineMail(
    ["session_name", "session_url", "completed_at"],
    {
      subject: "セッション「{{session_name}}」が完了しました",
      body: `{{name}} さん

セッション「{{session_name}}」の処理が、画面を閉じている間に完了しました（{{completed_at}}）。

結果を確認してください: {{session_url}}`,
    },
    {
      subject: "Session finished: {{session_name}}",
      body: `Hello {{name}},

Your session “{{session_name}}” finished its work on {{completed_at}}, while you were away.

See the result: {{session_url}}`,
    },
  ),
} as const;
