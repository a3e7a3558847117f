import { words } from "./words.ts";

/** The bell in the bar at the top. */
export const t = words(
  {
    bell: "通知",
    bellCount: "通知: 未読 {count}件",
    none: "通知はありません",
    unread: "未読",
    seeAll: "すべての通知",
  },
  {
    bell: "Notifications",
    bellCount: "Notifications: {count} unread",
    none: "No notifications",
    unread: "unread",
    seeAll: "All notifications",
  },
);
