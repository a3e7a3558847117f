import { words } from "./words.ts";

/** The tabs of the notices page (5.9). */
export const t = words(
  {
    tabs: "通知管理のタブ",
    announcements: "システムお知らせ",
    templates: "通知テンプレート",
    alerts: "アラート設定",
  },
  {
    tabs: "Notification tabs",
    announcements: "Announcements",
    templates: "E-mail templates",
    alerts: "Alerts",
  },
);
