import { Show } from "solid-js";
import type { ToolDisplay } from "#contract/chat";
import { bytes } from "../i18n/format.ts";
import { t } from "../i18n/chat-tool.ts";

type Web = Extract<ToolDisplay, { kind: "web" }>;

/** `200 · 12 KB`; nothing before an answer came. */
export const webOutcome = ({ status, bytes: size }: Web): string =>
  [status === null ? null : String(status), size === null ? null : bytes(size)]
    .filter((part) => part !== null)
    .join(" · ");

/**
 * The address of a fetched page, whole and as it is asked for: what is approved is what is fetched.
 * Its host stands out, and nothing in it can be clicked.
 */
export function WebPage(props: { display: Web }) {
  const parts = () => {
    const { url, host } = props.display;
    const end = url.indexOf(host) + host.length;
    return { scheme: url.slice(0, end - host.length), rest: url.slice(end) };
  };
  return (
    <div class="flex flex-col gap-1.5 px-3 py-2 text-sm">
      <p class="font-mono text-xs break-all" data-web-url>
        <span class="text-quiet">{parts().scheme}</span>
        <strong class="text-sm font-semibold text-ink">{props.display.host}</strong>
        <span>{parts().rest}</span>
      </p>
      <Show when={/(^|\.)xn--/.test(props.display.host)}>
        <p class="text-xs text-warn">{t("webPunycode")}</p>
      </Show>
      <Show when={props.display.purpose}>
        {(purpose) => (
          <p class="text-xs">
            <span class="text-quiet">{t("webPurpose")}</span> {purpose()}
          </p>
        )}
      </Show>
      <Show when={webOutcome(props.display)}>
        {(outcome) => (
          <p class="text-xs text-quiet">
            {t("webAnswer")} {outcome()}
          </p>
        )}
      </Show>
    </div>
  );
}
