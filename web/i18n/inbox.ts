import { words } from "./words.ts";

/** What waits for an answer, in all projects. */
export const t = words(
  {
    title: "確認待ち",
    titleCount: "確認待ち: {count} 件",
    none: "確認を待っているセッションはありません",
  },
  {
    title: "Waiting for you",
    titleCount: "Waiting for you: {count}",
    none: "No session waits for an answer",
  },
);
