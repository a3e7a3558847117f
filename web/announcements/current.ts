import { createSignal } from "solid-js";
import type { listCurrentAnnouncements, ShownAnnouncement } from "#contract/announcement";
import type { OutputOf } from "#contract/endpoint";
import { takeEarly } from "../client/early.ts";

const [announcements, setAnnouncements] = createSignal<readonly ShownAnnouncement[]>([]);

/** What is announced to who is here, the most important first. */
export { announcements, setAnnouncements };

/**
 * What the page asked for at once (`web/early.ts`), with what shows it: so it stands there from the
 * first, and nothing moves down for it. Answers whether anything is known now.
 */
export async function takeFirstAnnouncements(): Promise<boolean> {
  try {
    const answer = await takeEarly("/api/v1/announcements");
    if (answer?.ok !== true) return false;
    const { items } = (await answer.json()) as OutputOf<typeof listCurrentAnnouncements>;
    if (items.length > 0) await import("./Announcements.tsx");
    setAnnouncements(items);
    return true;
  } catch {
    return false;
  }
}
