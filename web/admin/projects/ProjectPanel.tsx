import { A } from "@solidjs/router";
import { createResource, For, Show } from "solid-js";
import { getProjectAsAdmin } from "#contract/admin-project";
import { isAlone } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-projects.ts";
import { bytes, count, day, dateTime, money } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { isThere } from "../page.ts";
import { awaited } from "../parts/awaited.ts";
import { Facts } from "../parts/Facts.tsx";
import { Person } from "../parts/Person.tsx";
import { PersonLink } from "../parts/PersonLink.tsx";
import { SidePanel } from "../parts/SidePanel.tsx";
import { CopyId, RelativeTime } from "../parts/values.tsx";
import { ProjectStatusBadge } from "./ProjectStatusBadge.tsx";

/** One project, at an address of its own: all but what is in its files. */
export function ProjectPanel(props: {
  id: string;
  /** Counts up when something was changed. */
  version: number;
  onClose: () => void;
  onRead: (project: { id: string; name: string; owner: { name: string } }) => void;
}) {
  const [project, { refetch }] = createResource(
    () => ({ id: props.id, version: props.version }),
    ({ id }) => call(getProjectAsAdmin, { param: { id } }),
  );
  const shown = () => {
    const now = project.state === "ready" || project.state === "refreshing" ? project.latest : null;
    return now?.id === props.id ? now : undefined;
  };
  return (
    <SidePanel
      of={props.id}
      title={awaited(project, shown()?.name)}
      note={<Show when={shown()}>{(now) => <ProjectStatusBadge status={now().status} />}</Show>}
      onClose={props.onClose}
    >
      <div class="relative min-h-0 flex-1 overflow-y-auto px-4 py-4">
        <Loaded resource={project} onRetry={() => void refetch()}>
          {(now) => (
            <div class="flex flex-col gap-5">
              <div class="flex flex-wrap gap-2">
                <Show when={isThere("content", isAlone())}>
                  <Button onClick={() => props.onRead(now())}>{t("read")}…</Button>
                </Show>
                <A
                  href={`/admin/sessions?project_id=${now().id}`}
                  class="inline-flex h-8 items-center rounded-md border border-line bg-raised px-3 font-medium dark:border-edge/50 hover:bg-sunken pointer-coarse:h-11"
                >
                  {t("sessionsOf")}
                </A>
              </div>
              <section aria-label={t("facts")}>
                <Facts
                  items={[
                    {
                      name: t("owner"),
                      value: <PersonLink id={now().owner.id} name={now().owner.name} />,
                    },
                    {
                      name: t("storage"),
                      value: `${bytes(now().storage_used_bytes)} · ${t("fileCount", { count: now().file_count })}`,
                    },
                    { name: t("sessions"), value: count(now().session_count) },
                    { name: t("messages"), value: count(now().message_count) },
                    { name: t("cost"), value: money(now().cost_micro_usd) },
                    {
                      name: t("lastActivity"),
                      value: <RelativeTime at={now().last_activity_at} />,
                    },
                    { name: t("created"), value: dateTime(now().created_at) },
                    ...(now().deleted_at === null
                      ? []
                      : [{ name: t("deleted"), value: dateTime(now().deleted_at ?? 0) }]),
                    ...(now().purged_at === null
                      ? []
                      : [{ name: t("purged"), value: dateTime(now().purged_at ?? 0) }]),
                    { name: t("id"), value: <CopyId id={now().id} /> },
                  ]}
                />
              </section>
              <section>
                <h3 class="mb-2 text-sm font-medium text-quiet">
                  {t("tab_members")} ({now().member_count})
                </h3>
                <ul class="divide-y divide-line rounded-lg border border-line bg-raised">
                  <For each={now().members}>
                    {(member) => (
                      <li class="flex flex-wrap items-center gap-x-3 px-3 py-2">
                        <Person name={member.name} note={member.email} />
                        <span class="min-w-0 flex-1 truncate text-sm text-quiet">
                          {member.email}
                        </span>
                        <span class="text-sm text-quiet">
                          {t(`role_${member.role}`)} · {t("since", { day: day(member.since) })}
                        </span>
                      </li>
                    )}
                  </For>
                </ul>
              </section>
            </div>
          )}
        </Loaded>
      </div>
    </SidePanel>
  );
}
