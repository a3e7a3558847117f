import { useNavigate } from "@solidjs/router";
import Bell from "lucide-solid/icons/bell";
import { createEffect, createSignal, Show } from "solid-js";
import { relative } from "../i18n/format.ts";
import { t } from "../i18n/notice-bell.ts";
import { Menu } from "../ui/Menu.tsx";
import type { MenuEntry } from "../ui/menu-item.ts";
import type { noticeLink, noticeText } from "./notice-words.ts";
import { keepNoticesFresh, markRead, notices, unreadNotices } from "./notices.ts";

interface Words {
  readonly noticeLink: typeof noticeLink;
  readonly noticeText: typeof noticeText;
}

const shown = 6;

/** Notices of the account, the unread ones counted; an entry goes where it leads. */
export function NoticeBell() {
  const navigate = useNavigate();
  const [words, setWords] = createSignal<Words | null>(null);
  keepNoticesFresh();
  // The texts of all kinds come with the first notice there is.
  createEffect(() => {
    if ((notices()?.items.length ?? 0) > 0 && words() === null) {
      void import("./notice-words.ts").then(setWords, () => undefined);
    }
  });
  const entries = (): MenuEntry[] => {
    const text = words();
    const latest = text === null ? [] : (notices()?.items.slice(0, shown) ?? []);
    const rows = latest.map((notice) => ({
      label: text?.noticeText(notice) ?? "",
      note: [notice.read_at === null ? t("unread") : null, relative(notice.created_at)]
        .filter((part) => part !== null)
        .join(" · "),
      run: () => {
        if (notice.read_at === null) void markRead([notice.id]).catch(() => undefined);
        navigate(text?.noticeLink(notice) ?? "/account/notices");
      },
    }));
    const all = { label: t("seeAll"), run: () => navigate("/account/notices") };
    return rows.length === 0
      ? [{ label: t("none"), run: () => {}, disabled: true }, null, all]
      : [...rows, null, all];
  };
  const label = () =>
    unreadNotices() === 0 ? t("bell") : t("bellCount", { count: unreadNotices() });
  return (
    <Menu
      label={label()}
      entries={entries()}
      class="relative inline-flex size-8 shrink-0 items-center justify-center rounded-md text-quiet hover:bg-sunken hover:text-ink pointer-coarse:size-11"
    >
      <Bell size={17} aria-hidden="true" />
      <Show when={unreadNotices() > 0}>
        <span
          data-unread={unreadNotices()}
          class="absolute top-0 right-0 min-w-4 rounded-full bg-accent px-1 text-center text-[10px] leading-4 font-semibold text-on-accent tabular-nums pointer-coarse:top-1 pointer-coarse:right-1"
          aria-hidden="true"
        >
          {unreadNotices() > 99 ? "99+" : unreadNotices()}
        </span>
      </Show>
    </Menu>
  );
}
