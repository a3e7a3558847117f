/** Frames of the socket as server-sent events. */
import { isActive } from "#contract/chat";
import type { ServerFrame } from "#contract/frames";

/** Where a stream stands. */
export interface Followed {
  /** The id given last; ids only grow, so that a stream taken up again misses nothing. */
  id: number;
  active: boolean;
  queued: number;
}

export const newFollowed = (): Followed => ({ id: -1, active: false, queued: 0 });

/** A frame without a `seq` is not stored and has no id: who connects again is told the state anew. */
function idOf(followed: Followed, frame: ServerFrame): string {
  if (!("seq" in frame)) return "";
  // The first frame says where the session is, even if the caller thought it was further.
  if (frame.type !== "welcome" && frame.seq <= followed.id) return "";
  followed.id = frame.seq;
  return `id: ${frame.seq}\n`;
}

function note(followed: Followed, frame: ServerFrame): void {
  if (frame.type === "welcome" || frame.type === "run") {
    followed.active = isActive(frame.run.state);
  }
  if (frame.type === "welcome" || frame.type === "queue") followed.queued = frame.queue.length;
}

/** `idle`: after this nothing runs and nothing waits to run. JSON has no line break, so it is one `data:` line. */
export function toEvent(
  followed: Followed,
  frame: ServerFrame,
): { readonly text: string; readonly idle: boolean } {
  note(followed, frame);
  const text = `${idOf(followed, frame)}event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`;
  return { text, idle: !followed.active && followed.queued === 0 };
}
