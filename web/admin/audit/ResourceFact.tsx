import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { AuditRecord } from "#contract/admin-audit";
import { t } from "../../i18n/admin-audit.ts";
import { resourceName, thingName } from "../../i18n/log-names.ts";
import { ProjectLink } from "../logs/cells.tsx";
import { CopyId } from "../parts/values.tsx";

const link = "text-accent hover:underline";

const trailOf = ({ resource_type: type, resource_id: id }: AuditRecord) =>
  `/admin/audit?tab=all&q=${encodeURIComponent(`resource:${type}/${id}`)}`;

/** What was changed, and its trail: of a file, that of all files of its project. */
export function ResourceFact(props: { of: AuditRecord }) {
  const isFile = () => props.of.resource_type === "FILE";
  return (
    <span class="flex flex-wrap items-center gap-x-2">
      {resourceName(props.of.resource_type)}
      <Show when={thingName(props.of.resource_type, props.of.resource_name)}>
        {(name) => <span class="font-medium wrap-anywhere">{name()}</span>}
      </Show>
      <Show when={props.of.resource_id}>
        {(id) => (
          <>
            <Show when={isFile()} fallback={<CopyId id={id()} />}>
              <ProjectLink id={id()}>{id()}</ProjectLink>
            </Show>
            <A class={link} href={trailOf(props.of)}>
              {t(isFile() ? "trailOfFiles" : "trail")}
            </A>
          </>
        )}
      </Show>
    </span>
  );
}
