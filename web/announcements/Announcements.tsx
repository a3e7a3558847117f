import { createSignal, For, Show } from "solid-js";
import { me } from "../app/session.ts";
import { toApiError } from "../client/error.ts";
import { t } from "../i18n/announcements.ts";
import { createMedia } from "../ui/create-media.ts";
import { toast } from "../ui/toast.ts";
import { AnnouncementStrip } from "./AnnouncementStrip.tsx";
import { announcements } from "./current.ts";
import { putAway } from "./watch.ts";

/** What is announced, above every page (SA-034); more at once would take the page away. */
export function Announcements() {
  const narrow = createMedia("(width < 40rem)");
  const [all, setAll] = createSignal(false);
  const atOnce = () => (all() ? announcements().length : narrow() ? 1 : 2);
  const shown = () => announcements().slice(0, atOnce());
  const more = () => announcements().length - shown().length;
  /** Who acts as somebody puts nothing away for them (T-24). */
  const mayDismiss = () => me() !== null && me()?.acting === undefined;
  const dismiss = (id: string) => {
    putAway(id).catch((error: unknown) => toast({ tone: "bad", text: toApiError(error).message }));
  };
  return (
    <aside aria-label={t("announcements")} class="max-h-[50vh] shrink-0 overflow-y-auto">
      <For each={shown()}>
        {(one) => (
          <AnnouncementStrip
            type={one.announcement_type}
            title={one.title}
            content={one.content}
            narrow={narrow()}
            onDismiss={mayDismiss() ? () => dismiss(one.id) : undefined}
          />
        )}
      </For>
      <Show when={more() > 0}>
        <button
          type="button"
          class="block w-full border-b border-line bg-surface px-4 py-1 text-sm text-accent underline pointer-coarse:min-h-11"
          onClick={() => setAll(true)}
        >
          {t("others", { count: more() })}
        </button>
      </Show>
    </aside>
  );
}
