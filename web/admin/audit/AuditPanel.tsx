import { A } from "@solidjs/router";
import { createResource, For, Show } from "solid-js";
import { type AuditRecord, getAudit } from "#contract/admin-audit";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-audit.ts";
import { t as logs } from "../../i18n/admin-logs.ts";
import { dateTime } from "../../i18n/format.ts";
import { actionName, resourceName, thingName } from "../../i18n/log-names.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { Who } from "../logs/cells.tsx";
import { JsonText, LogBlock } from "../logs/LogBlock.tsx";
import { awaited } from "../parts/awaited.ts";
import { Facts } from "../parts/Facts.tsx";
import { SidePanel } from "../parts/SidePanel.tsx";
import { CopyId } from "../parts/values.tsx";
import { EventBadge, SeverityBadge } from "./columns.tsx";
import { JsonDiff } from "./JsonDiff.tsx";
import { ResourceFact } from "./ResourceFact.tsx";

const search = (query: string) => `/admin/audit?tab=all&q=${encodeURIComponent(query)}`;
const linkClass = "text-accent hover:underline";

/** One record, at an address of its own. */
export function AuditPanel(props: { id: string; onClose: () => void }) {
  const [detail, { refetch }] = createResource(
    () => props.id,
    (id) => call(getAudit, { param: { id } }),
  );
  const shown = () => (detail.state === "ready" ? detail() : undefined);
  return (
    <SidePanel
      of={props.id}
      title={
        <Show when={shown()} fallback={awaited(detail, undefined)}>
          {(now) => (
            <>
              {actionName(now().action)} · {resourceName(now().resource_type)}
              <Show when={thingName(now().resource_type, now().resource_name)}>
                {(name) => <span class="block text-base wrap-anywhere">{name()}</span>}
              </Show>
            </>
          )}
        </Show>
      }
      note={
        <Show when={shown()}>
          {(now) => (
            <p class="flex flex-wrap items-center gap-2 text-sm text-quiet">
              <EventBadge event={now().event_type} />
              <SeverityBadge severity={now().severity} />
              {dateTime(now().created_at)}
            </p>
          )}
        </Show>
      }
      onClose={props.onClose}
    >
      <div class="relative min-h-0 flex-1 overflow-y-auto px-4 py-4" tabIndex={0}>
        <Loaded resource={detail} onRetry={() => void refetch()} lines={8}>
          {(now) => <Details of={now()} />}
        </Loaded>
      </div>
    </SidePanel>
  );
}

function Details(props: { of: AuditRecord }) {
  return (
    <div class="flex flex-col gap-6">
      <Show when={props.of.erased_at}>
        {(at) => (
          <p class="rounded-md bg-sunken px-3 py-2 text-sm">
            {t("erasedNote", { time: dateTime(at()) })}
          </p>
        )}
      </Show>
      <LogBlock title={t("changes")}>
        <JsonDiff before={props.of.old_value} after={props.of.new_value} />
      </LogBlock>
      <Show when={props.of.changed_fields?.length}>
        <LogBlock title={t("changedFields")}>
          <p class="flex flex-wrap gap-1.5">
            <For each={props.of.changed_fields}>
              {(name) => (
                <Badge>
                  <code>{name}</code>
                </Badge>
              )}
            </For>
          </p>
        </LogBlock>
      </Show>
      <LogBlock title={logs("basic")}>
        <Facts items={basics(props.of)} />
      </LogBlock>
      <LogBlock title={logs("environment")}>
        <Facts
          items={[
            {
              name: logs("ip"),
              value: (
                <Show when={props.of.ip_address} fallback="–">
                  {(ip) => (
                    <>
                      <code>{ip()}</code>{" "}
                      <A class={linkClass} href={search(`ip:${ip()}`)}>
                        {logs("sameIp")}
                      </A>
                    </>
                  )}
                </Show>
              ),
            },
            { name: logs("agent"), value: props.of.user_agent ?? "–" },
          ]}
        />
      </LogBlock>
      <Show when={props.of.metadata}>
        {(metadata) => (
          <LogBlock title={t("metadata")}>
            <JsonText value={metadata()} label={t("metadata")} />
          </LogBlock>
        )}
      </Show>
    </div>
  );
}

const basics = (record: AuditRecord) => [
  {
    name: logs("user"),
    value: (
      <span class="flex flex-wrap items-center gap-x-2">
        <Who row={record} nobody={logs("system")} />
        <span class="text-quiet">{record.user_email}</span>
        <Show when={record.user_id}>
          {(id) => (
            <A class={linkClass} href={search(`actor:${id()}`)}>
              {logs("sameUser")}
            </A>
          )}
        </Show>
      </span>
    ),
  },
  { name: t("action"), value: <Badge title={record.action}>{actionName(record.action)}</Badge> },
  { name: t("result"), value: t(record.result) },
  { name: logs("resource"), value: <ResourceFact of={record} /> },
  ...(record.request_id === null
    ? []
    : [
        {
          name: logs("request"),
          value: (
            <A class={linkClass} href={`/admin/activity/${record.request_id}`}>
              {t("openRequest")}
            </A>
          ),
        },
      ]),
  ...(record.key_id === null ? [] : [{ name: logs("key"), value: <CopyId id={record.key_id} /> }]),
  ...(record.login_id === null
    ? []
    : [{ name: t("login"), value: <CopyId id={record.login_id} /> }]),
  { name: logs("id"), value: <CopyId id={record.id} /> },
];
