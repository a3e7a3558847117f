import { Show } from "solid-js";
import { debugEntriesMax, exportDebugEntries, type DebugScope } from "#contract/admin-debug";
import { apiUrl } from "../../client/url.ts";
import { t } from "../../i18n/admin-debug.ts";
import { count, dayAndTime } from "../../i18n/format.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";

/** Whom debug mode was on for, until when, and how much it recorded. */
export function DebugScopeRow(props: {
  scope: DebugScope;
  open: boolean;
  onToggle: () => void;
  onDisable: () => void;
}) {
  return (
    <li class="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2">
      <div class="min-w-0 flex-1 basis-64 text-sm">
        <p class="flex flex-wrap items-center gap-2">
          <span class="font-medium">{props.scope.user.name}</span>
          <Badge tone="info">{props.scope.level}</Badge>
          <Badge tone={props.scope.active ? "warn" : "quiet"}>
            {props.scope.active
              ? t("until", { time: dayAndTime(props.scope.expires_at) })
              : t("ended")}
          </Badge>
          <span class="tabular-nums">{t("entries", { count: count(props.scope.entries) })}</span>
        </p>
        <p class="wrap-anywhere text-quiet">
          {props.scope.session_id ?? t("all")} ·{" "}
          {t("by", {
            name: props.scope.enabled_by.name,
            time: dayAndTime(props.scope.enabled_at),
          })}
          <Show when={props.scope.reason}>{(reason) => <> · {reason()}</>}</Show>
        </p>
        <Show when={props.scope.entries >= debugEntriesMax - 200}>
          <p class="text-warn">{t("full", { count: count(debugEntriesMax) })}</p>
        </Show>
      </div>
      <Button size="small" onClick={() => props.onToggle()} aria-expanded={props.open}>
        {props.open ? t("hide") : t("show")}
      </Button>
      <a
        class="text-sm text-accent hover:underline"
        href={apiUrl(exportDebugEntries.path, { id: props.scope.id })}
        download=""
      >
        {t("export")}
      </a>
      <Show when={props.scope.active}>
        <Button size="small" onClick={() => props.onDisable()}>
          {t("disable")}
        </Button>
      </Show>
    </li>
  );
}
