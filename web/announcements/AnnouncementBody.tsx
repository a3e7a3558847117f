import { createEffect } from "solid-js";
import { renderAnnouncement } from "./render-announcement.ts";

/** The text of an announcement, made safe. */
export function AnnouncementBody(props: { content: string }) {
  let element: HTMLDivElement | undefined;
  createEffect(() => element?.replaceChildren(renderAnnouncement(props.content)));
  return (
    <div class="chat-prose text-ink">
      <div ref={(node) => (element = node)} />
    </div>
  );
}
