import { words } from "./words.ts";

/** What waits for an answer, in all projects. */
export const t = words(
  {
    title: "承認待ち",
    titleCount: "承認待ち: {count}件",
    none: "承認を待っているセッションはありません",
  },
  {
    title: "Waiting for you",
    titleCount: "Waiting for you: {count}",
    none: "No sessions are waiting for you",
  },
);
