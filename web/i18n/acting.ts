import { words } from "./words.ts";

/** While an administrator acts as somebody (T-24). */
export const t = words(
  {
    label: "代行操作",
    acting: "{name} さんとして操作しています。",
    until: "{time} に自動的に終了します。会話とファイルの内容は表示されません。",
    end: "代行を終了",
    noChat: "会話は表示されません",
    noChatText: "代行操作中は、会話を読むことも送ることもできません。",
    noFiles: "ファイルは表示されません",
    noFilesText: "代行操作中は、ファイルの内容と名前を見ることができません。",
  },
  {
    label: "Impersonation",
    acting: "You are acting as {name}.",
    until: "Ends automatically at {time}. Chats and file contents are hidden.",
    end: "Stop impersonating",
    noChat: "Chats are hidden",
    noChatText: "You can't read or send messages while impersonating somebody.",
    noFiles: "Files are hidden",
    noFilesText: "You can't see files or their names while impersonating somebody.",
  },
);
