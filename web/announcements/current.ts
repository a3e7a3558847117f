import { createSignal, lazy } from "solid-js";
import type { ShownAnnouncement } from "#contract/announcement";

const [announcements, setAnnouncements] = createSignal<readonly ShownAnnouncement[]>([]);

/** What is announced to who is here, the most important first. */
export { announcements, setAnnouncements };

/** What shows them; asked for where there is something to show. */
export const Announcements = lazy(async () => ({
  default: (await import("./Announcements.tsx")).Announcements,
}));

/** What the page was told with who is here, once what shows it is ready: so nothing moves down for it. */
export async function showFirstAnnouncements(items: readonly ShownAnnouncement[]): Promise<void> {
  if (items.length > 0) await Announcements.preload();
  setAnnouncements(items);
}
