import { A } from "@solidjs/router";
import { createResource, For, Show } from "solid-js";
import { type ActivityDetail, getActivity } from "#contract/admin-activity";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-activity.ts";
import { t as logs } from "../../i18n/admin-logs.ts";
import { count, dateTime } from "../../i18n/format.ts";
import { actionName, resourceName } from "../../i18n/log-names.ts";
import { Loaded } from "../../ui/Loaded.tsx";
import { Who } from "../logs/cells.tsx";
import { JsonText, LogBlock } from "../logs/LogBlock.tsx";
import { awaited } from "../parts/awaited.ts";
import { Facts } from "../parts/Facts.tsx";
import { SidePanel } from "../parts/SidePanel.tsx";
import { CopyId } from "../parts/values.tsx";
import { ActionBadge, StatusCode } from "./columns.tsx";
import { ErrorMessage } from "./ErrorMessage.tsx";
import { readablePath } from "./readable-path.ts";

const queryAddress = (query: string) => `/admin/activity?q=${encodeURIComponent(query)}`;

/** One request (A-152), at an address of its own. */
export function ActivityPanel(props: { id: string; onClose: () => void }) {
  const [detail, { refetch }] = createResource(
    () => props.id,
    (id) => call(getActivity, { param: { id } }),
  );
  const shown = () => (detail.state === "ready" ? detail() : undefined);
  return (
    <SidePanel
      of={props.id}
      title={
        <Show when={shown()} fallback={awaited(detail, undefined)}>
          {(now) => (
            <code class="text-base">
              {now().method} {readablePath(now().endpoint)}
            </code>
          )}
        </Show>
      }
      note={
        <Show when={shown()}>
          {(now) => (
            <p class="flex flex-wrap items-center gap-2 text-sm text-quiet">
              <StatusCode status={now().response_status} code={now().error_code} />
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

function Details(props: { of: ActivityDetail }) {
  return (
    <div class="flex flex-col gap-6">
      <LogBlock title={logs("basic")}>
        <Facts
          items={[
            { name: logs("time"), value: dateTime(props.of.created_at) },
            {
              name: logs("user"),
              value: (
                <span class="flex flex-wrap items-center gap-x-2">
                  <Who row={props.of} nobody={logs("nobody")} />
                  <span class="text-quiet">{props.of.user_email}</span>
                  <Show when={props.of.user_id}>
                    {(id) => (
                      <A
                        class="text-accent hover:underline"
                        href={`/admin/activity?user_id=${id()}`}
                      >
                        {logs("sameUser")}
                      </A>
                    )}
                  </Show>
                </span>
              ),
            },
            { name: t("action"), value: <ActionBadge action={props.of.action_type} /> },
            {
              name: logs("resource"),
              value: (
                <Show when={props.of.resource_type} fallback="–">
                  {(type) => (
                    <>
                      {resourceName(type())}{" "}
                      <Show when={props.of.resource_id}>{(id) => <CopyId id={id()} />}</Show>
                    </>
                  )}
                </Show>
              ),
            },
            { name: logs("id"), value: <CopyId id={props.of.id} /> },
          ]}
        />
      </LogBlock>
      <LogBlock title={t("requestInfo")}>
        <Facts
          items={[
            { name: t("method"), value: <code>{props.of.method}</code> },
            {
              name: t("endpoint"),
              value: <code title={props.of.endpoint}>{readablePath(props.of.endpoint)}</code>,
            },
          ]}
        />
        <Show
          when={props.of.request_body}
          fallback={<p class="text-sm text-quiet">{t("noBody")}</p>}
        >
          {(body) => <JsonText value={body()} label={t("body")} />}
        </Show>
      </LogBlock>
      <LogBlock title={t("responseInfo")}>
        <Facts
          items={[
            {
              name: t("status"),
              value: <StatusCode status={props.of.response_status} code={props.of.error_code} />,
            },
            {
              name: t("errorMessage"),
              value: <ErrorMessage code={props.of.error_code} message={props.of.error_message} />,
            },
            { name: t("errorCode"), value: <code>{props.of.error_code ?? "–"}</code> },
          ]}
        />
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
                      <A class="text-accent hover:underline" href={queryAddress(`ip:${ip()}`)}>
                        {logs("sameIp")}
                      </A>
                    </>
                  )}
                </Show>
              ),
            },
            { name: logs("agent"), value: props.of.user_agent ?? "–" },
            {
              name: t("duration"),
              value: <span class="tabular-nums">{count(props.of.duration_ms)} ms</span>,
            },
            ...(props.of.key_id === null
              ? []
              : [{ name: logs("key"), value: <CopyId id={props.of.key_id} /> }]),
          ]}
        />
      </LogBlock>
      <LogBlock title={t("audit")}>
        <Show
          when={props.of.audit.length > 0}
          fallback={<p class="text-sm text-quiet">{t("noAudit")}</p>}
        >
          <ul class="flex flex-col gap-1 text-sm">
            <For each={props.of.audit}>
              {(record) => (
                <li>
                  <A
                    class="text-accent hover:underline"
                    href={`/admin/audit/${record.id}?tab=all&q=${encodeURIComponent(`request:${props.of.id}`)}`}
                  >
                    {actionName(record.action)} · {resourceName(record.resource_type)}
                  </A>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </LogBlock>
    </div>
  );
}
