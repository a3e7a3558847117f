import { useNavigate } from "@solidjs/router";
import InboxIcon from "lucide-solid/icons/inbox";
import { Show } from "solid-js";
import { relative } from "../i18n/format.ts";
import { t } from "../i18n/inbox.ts";
import { Menu } from "../ui/Menu.tsx";
import type { MenuEntry } from "../ui/menu-item.ts";
import { keepSessionsFresh, projectName, waitingSessions } from "./sessions.ts";

/** Sessions of all projects that wait for an answer; an entry goes there. */
export function Inbox(props: { onJump?: (() => void) | undefined }) {
  const navigate = useNavigate();
  keepSessionsFresh();
  const count = () => waitingSessions().length;
  const entries = (): MenuEntry[] => {
    if (count() === 0) return [{ label: t("none"), run: () => {}, disabled: true }];
    return waitingSessions().map((session) => ({
      label: session.title,
      note: [projectName(session.project_id), relative(session.last_activity_at)]
        .filter((part) => part !== undefined)
        .join(" · "),
      run: () => {
        navigate(`/p/${session.project_id}/s/${session.id}`);
        props.onJump?.();
      },
    }));
  };
  return (
    <>
      <Menu
        label={count() === 0 ? t("title") : t("titleCount", { count: count() })}
        entries={entries()}
        class="relative inline-flex size-8 shrink-0 items-center pointer-coarse:size-11 justify-center rounded-md text-quiet hover:bg-sunken hover:text-ink"
      >
        <InboxIcon size={17} aria-hidden="true" />
        <Show when={count() > 0}>
          <span
            data-waiting={count()}
            class="absolute top-0 right-0 min-w-4 pointer-coarse:top-1 pointer-coarse:right-1 rounded-full bg-accent px-1 text-center text-[10px] leading-4 font-semibold text-on-accent tabular-nums"
            aria-hidden="true"
          >
            {count()}
          </span>
        </Show>
      </Menu>
      <span role="status" class="sr-only">
        {count() === 0 ? "" : t("titleCount", { count: count() })}
      </span>
    </>
  );
}
