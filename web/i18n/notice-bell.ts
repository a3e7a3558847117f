import { words } from "./words.ts";

/** The bell in the bar at the top. */
export const t = words(
  {
    bell: "お知らせ",
    bellCount: "お知らせ: 未読 {count} 件",
    none: "お知らせはありません",
    unread: "未読",
    seeAll: "すべてのお知らせ",
  },
  {
    bell: "Notices",
    bellCount: "Notices: {count} unread",
    none: "There are no notices",
    unread: "unread",
    seeAll: "All notices",
  },
);
