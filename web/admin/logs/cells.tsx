import { type JSX, Show } from "solid-js";
import { t } from "../../i18n/admin-logs.ts";
import { dateTime } from "../../i18n/format.ts";
import { resourceName, thingName } from "../../i18n/log-names.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Person } from "../parts/Person.tsx";

/** The whole instant: in a log, near is not enough. */
export function LogTime(props: { at: string }) {
  return (
    <time datetime={props.at} class="tabular-nums">
      {dateTime(props.at)}
    </time>
  );
}

export function Who(props: {
  row: {
    readonly user_id: string | null;
    readonly user_name: string | null;
    readonly impersonator_id: string | null;
    readonly impersonator_name: string | null;
  };
  /** What stands where nobody does. */
  nobody: string;
}) {
  return (
    <Show when={props.row.user_id} fallback={<span class="text-quiet">{props.nobody}</span>}>
      {(id) => (
        <span class="inline-flex flex-wrap items-center gap-x-1.5">
          <Show
            when={props.row.user_name}
            fallback={
              <span class="text-quiet" title={id()}>
                {t("goneUser")}
              </span>
            }
          >
            {(name) => <Person name={name()} note={id()} />}
          </Show>
          <Show when={props.row.impersonator_id}>
            {(admin) => (
              <Badge tone="warn" title={admin()}>
                {t("impersonatedBy", { name: props.row.impersonator_name || t("goneUser") })}
              </Badge>
            )}
          </Show>
        </span>
      )}
    </Show>
  );
}

/** Part of an id says nothing less than the whole; a key or a model cut short is another. */
const cutId = (id: string): string => {
  const [, head] = /^((?:[a-z]+_)?[0-9a-f]{8})-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.exec(id) ?? [];
  return head ?? id;
};

/** Of a file the log has its project's id: it is shown as that, never as the file's. */
export function ResourceCell(props: {
  row: {
    readonly resource_type: string | null;
    readonly resource_id: string | null;
    readonly resource_name?: string | null;
  };
}) {
  const name = () => thingName(props.row.resource_type, props.row.resource_name);
  const ofProject = () => props.row.resource_type === "FILE";
  return (
    <Show when={props.row.resource_type} fallback={<span class="text-quiet">–</span>}>
      {(type) => (
        <span class="inline-flex max-w-72 min-w-28 flex-wrap items-baseline gap-x-1.5">
          {resourceName(type())}
          <Show when={name() !== "" && !props.row.resource_id?.includes(name())}>
            <span class="min-w-0 font-medium wrap-anywhere">{name()}</span>
          </Show>
          <Show when={props.row.resource_id}>
            {(id) => (
              <Show
                when={ofProject()}
                fallback={
                  <code class="min-w-0 text-xs wrap-anywhere text-quiet" title={id()}>
                    {cutId(id())}
                  </code>
                }
              >
                <ProjectLink id={id()}>{cutId(id())}</ProjectLink>
              </Show>
            )}
          </Show>
        </span>
      )}
    </Show>
  );
}

export function ProjectLink(props: { id: string; children: JSX.Element }) {
  return (
    <a
      class="text-xs text-accent hover:underline"
      href={`/admin/projects/${props.id}`}
      title={props.id}
    >
      {resourceName("PROJECT")} <code>{props.children}</code>
    </a>
  );
}
