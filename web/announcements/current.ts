import { createSignal } from "solid-js";
import type { ShownAnnouncement } from "#contract/announcement";

const [announcements, setAnnouncements] = createSignal<readonly ShownAnnouncement[]>([]);

/** What is announced to who is here, the most important first. */
export { announcements, setAnnouncements };

/** What the page was told with who is here, once what shows it has come: so nothing moves down for it. */
export async function showFirstAnnouncements(items: readonly ShownAnnouncement[]): Promise<void> {
  if (items.length > 0) await import("./Announcements.tsx");
  setAnnouncements(items);
}
