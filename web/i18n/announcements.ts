import { words } from "./words.ts";

/** What is announced above every page. */
export const t = words(
  {
    announcements: "お知らせ",
    INFO: "お知らせ",
    WARNING: "警告",
    MAINTENANCE: "メンテナンス",
    more: "詳しく見る",
    less: "閉じる",
    dismiss: "「{title}」を表示しない",
    others: "ほか {count}件のお知らせを表示",
  },
  {
    announcements: "Announcements",
    INFO: "Announcement",
    WARNING: "Warning",
    MAINTENANCE: "Maintenance",
    more: "Read more",
    less: "Show less",
    dismiss: "Dismiss “{title}”",
    others: "Show {count} more {count?announcement|announcements}",
  },
);
