import { A } from "@solidjs/router";
import ShieldUser from "lucide-solid/icons/shield-user";
import { Show } from "solid-js";
import { t } from "../i18n/admin.ts";
import { Tooltip } from "../ui/Tooltip.tsx";
import { keepPendingFresh, pendingRequests } from "./pending-requests.ts";

/** The way into the console, with how many requests wait there. */
export function AdminLink() {
  keepPendingFresh();
  const name = () =>
    pendingRequests() === 0 ? t("title") : t("pending", { count: pendingRequests() });
  return (
    <Tooltip text={name()}>
      <A
        href={pendingRequests() === 0 ? "/admin" : "/admin/requests"}
        class="relative inline-flex size-8 shrink-0 items-center justify-center rounded-md text-quiet hover:bg-sunken hover:text-ink pointer-coarse:size-11"
      >
        <ShieldUser size={17} aria-hidden="true" />
        <span class="sr-only">{name()}</span>
        <Show when={pendingRequests() > 0}>
          <span
            data-pending={pendingRequests()}
            class="absolute top-0 right-0 min-w-4 rounded-full bg-accent px-1 text-center text-[10px] leading-4 font-semibold text-on-accent tabular-nums pointer-coarse:top-1 pointer-coarse:right-1"
            aria-hidden="true"
          >
            {pendingRequests()}
          </span>
        </Show>
      </A>
    </Tooltip>
  );
}
