import type { Announcement, AnnouncementType } from "#contract/announcement";
import type { Role } from "#contract/common";
import { minute } from "../../app/durations.ts";
import { toInstant, toLocalInput } from "../settings/zone-time.ts";

/** An announcement as its form holds it: times as typed, in the reader's zone. */
export interface AnnouncementDraft {
  readonly title: string;
  readonly type: AnnouncementType;
  readonly content: string;
  readonly priority: number;
  readonly start: string;
  /** Empty: without end. */
  readonly end: string;
  readonly roles: readonly Role[];
  readonly isActive: boolean;
  readonly showAgain: boolean;
}

export const draftOf = (from: Announcement | null, now = Date.now()): AnnouncementDraft => ({
  title: from?.title ?? "",
  type: from?.announcement_type ?? "INFO",
  content: from?.content ?? "",
  priority: from?.priority ?? 5,
  start: toLocalInput(from?.start_at ?? new Date(Math.floor(now / minute) * minute).toISOString()),
  end: from?.end_at == null ? "" : toLocalInput(from.end_at),
  roles: from?.target_roles ?? [],
  isActive: from?.is_active ?? true,
  showAgain: false,
});

export const endsEarly = ({ start, end }: AnnouncementDraft): boolean =>
  end !== "" && start !== "" && end <= start;

export const isReady = (draft: AnnouncementDraft): boolean =>
  draft.title.trim() !== "" &&
  draft.content.trim() !== "" &&
  toInstant(draft.start) !== null &&
  (draft.end === "" || toInstant(draft.end) !== null) &&
  !endsEarly(draft);

/** What is sent. A time that was not touched stays to the millisecond. */
export function toInput(draft: AnnouncementDraft, from: Announcement | null) {
  const at = (typed: string, before: string | null | undefined) =>
    before != null && toLocalInput(before) === typed ? before : toInstant(typed);
  return {
    title: draft.title.trim(),
    content: draft.content.trim(),
    announcement_type: draft.type,
    priority: draft.priority,
    start_at: at(draft.start, from?.start_at) ?? "",
    end_at: draft.end === "" ? null : at(draft.end, from?.end_at),
    is_active: draft.isActive,
    target_roles: [...draft.roles],
  };
}

/** The text with a mark around what is selected, or at the start of its line; and what is selected then. */
export function mark(
  text: string,
  [from, to]: readonly [number, number],
  kind: "bold" | "bullets" | "link",
): { text: string; selection: [number, number] } {
  const chosen = text.slice(from, to);
  if (kind === "bullets") {
    const start = text.lastIndexOf("\n", from - 1) + 1;
    const lines = text.slice(start, to).replace(/^(?!- )/gm, "- ");
    return {
      text: text.slice(0, start) + lines + text.slice(to),
      selection: [start + lines.length, start + lines.length],
    };
  }
  const [before, after] = kind === "bold" ? ["**", "**"] : ["[", "](https://)"];
  const end = from + before.length + chosen.length;
  return {
    text: text.slice(0, from) + before + chosen + after + text.slice(to),
    // Of a link, its address is what is typed next.
    selection:
      kind === "bold"
        ? [from + before.length, end]
        : [end + after.length - 1, end + after.length - 1],
  };
}
