import Info from "lucide-solid/icons/info";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import Wrench from "lucide-solid/icons/wrench";
import X from "lucide-solid/icons/x";
import { createSignal, createUniqueId, lazy, Show, Suspense } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { AnnouncementType } from "#contract/announcement";
import { t } from "../i18n/announcements.ts";
import { IconButton } from "../ui/IconButton.tsx";

const Body = lazy(async () => ({
  default: (await import("./AnnouncementBody.tsx")).AnnouncementBody,
}));

const looks: Record<AnnouncementType, { class: string; icon: typeof Info }> = {
  INFO: { class: "border-info/40 bg-info-soft text-info", icon: Info },
  WARNING: { class: "border-warn/40 bg-warn-soft text-warn", icon: TriangleAlert },
  MAINTENANCE: { class: "border-accent/40 bg-accent-soft text-accent", icon: Wrench },
};

/** Short enough to be read at a glance: it needs no press. */
const isShort = (content: string): boolean => content.length <= 120 && !content.includes("\n");

/** One announcement: its title, its text where that is short, else behind a press; on a phone one line. */
export function AnnouncementStrip(props: {
  type: AnnouncementType;
  title: string;
  content: string;
  narrow?: boolean;
  onDismiss?: (() => void) | undefined;
}) {
  const [open, setOpen] = createSignal(false);
  const id = createUniqueId();
  const short = () => props.narrow !== true && isShort(props.content);
  return (
    <section
      data-announcement={props.type}
      aria-label={t(props.type)}
      class={`border-b px-4 py-1 text-sm ${looks[props.type].class}`}
    >
      <div class="mx-auto flex max-w-5xl items-center gap-2">
        <Dynamic component={looks[props.type].icon} size={16} class="shrink-0" aria-hidden="true" />
        <div
          class="flex min-w-0 flex-1 items-baseline gap-x-3 py-1"
          classList={{ "flex-wrap": props.narrow !== true }}
        >
          <p
            class="min-w-0 font-medium"
            classList={{
              "wrap-anywhere": props.narrow !== true || open(),
              truncate: props.narrow === true && !open(),
            }}
          >
            <span class="sr-only">{t(props.type)}: </span>
            {props.title}
          </p>
          <Show
            when={short()}
            fallback={
              <button
                type="button"
                class="shrink-0 font-medium whitespace-nowrap underline pointer-coarse:-my-3 pointer-coarse:py-3"
                aria-expanded={open()}
                aria-controls={id}
                onClick={() => setOpen(!open())}
              >
                {open() ? t("less") : t("more")}
              </button>
            }
          >
            <div class="min-w-0 basis-64 grow">
              <Suspense fallback={<p class="invisible">{props.content}</p>}>
                <Body content={props.content} />
              </Suspense>
            </div>
          </Show>
        </div>
        <Show when={props.onDismiss}>
          {(dismiss) => (
            <IconButton label={t("dismiss", { title: props.title })} onClick={() => dismiss()()}>
              <X size={15} aria-hidden="true" />
            </IconButton>
          )}
        </Show>
      </div>
      <div id={id} hidden={!open() || short()} class="mx-auto max-w-5xl">
        <Show when={open() && !short()}>
          <div
            tabIndex={0}
            role="region"
            aria-label={props.title}
            class="max-h-[40vh] overflow-y-auto py-1 pr-2 pl-6"
          >
            <Suspense>
              <Body content={props.content} />
            </Suspense>
          </div>
        </Show>
      </div>
    </section>
  );
}
