import { A } from "@solidjs/router";
import { createResource, Show } from "solid-js";
import { type AnySession, getSessionAsAdmin } from "#contract/admin-session";
import { isAlone } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-sessions.ts";
import { count, dateTime, money } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { isThere } from "../page.ts";
import { awaited } from "../parts/awaited.ts";
import { Facts } from "../parts/Facts.tsx";
import { PersonLink } from "../parts/PersonLink.tsx";
import { SidePanel } from "../parts/SidePanel.tsx";
import { CopyId, RelativeTime } from "../parts/values.tsx";
import { ModeBadge, SessionState } from "./badges.tsx";
import { ModelCalls } from "./ModelCalls.tsx";

/** One chat session, at an address of its own: who, where, how much; not what was said. */
export function SessionPanel(props: {
  id: string;
  /** Counts up when something was changed. */
  version: number;
  onClose: () => void;
  onRead: (session: AnySession) => void;
}) {
  const [session, { refetch }] = createResource(
    () => ({ id: props.id, version: props.version }),
    ({ id }) => call(getSessionAsAdmin, { param: { id } }),
  );
  const shown = () => {
    const now = session.state === "ready" || session.state === "refreshing" ? session.latest : null;
    return now?.id === props.id ? now : undefined;
  };
  const nameOf = (now: ReturnType<typeof shown>) =>
    now === undefined ? undefined : `${now.user.name} · ${now.project.name}`;
  const link = "text-accent hover:underline";
  return (
    <SidePanel
      of={props.id}
      title={awaited(session, nameOf(shown()))}
      note={
        <Show when={shown()}>
          {(now) => (
            <p class="flex gap-2">
              <SessionState session={now()} />
              <ModeBadge session={now()} />
            </p>
          )}
        </Show>
      }
      onClose={props.onClose}
    >
      <div class="relative min-h-0 flex-1 overflow-y-auto px-4 py-4">
        <Loaded resource={session} onRetry={() => void refetch()}>
          {(now) => (
            <div class="flex flex-col gap-5">
              <Show when={isThere("content", isAlone())}>
                <div class="flex flex-wrap items-center gap-3">
                  <Button onClick={() => props.onRead(now())}>{t("read")}…</Button>
                  <p class="min-w-48 flex-1 text-sm text-quiet">{t("private")}</p>
                </div>
              </Show>
              <section aria-label={t("facts")}>
                <Facts
                  items={[
                    {
                      name: t("user"),
                      value: <PersonLink class={link} id={now().user.id} name={now().user.name} />,
                    },
                    {
                      name: t("project"),
                      value: (
                        <A class={link} href={`/admin/projects/${now().project.id}`}>
                          {now().project.name}
                        </A>
                      ),
                    },
                    { name: t("model"), value: <code class="text-xs">{now().model}</code> },
                    { name: t("messages"), value: count(now().message_count) },
                    { name: t("cost"), value: money(now().cost_micro_usd) },
                    { name: t("connections"), value: count(now().connections) },
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
              <ModelCalls calls={now().calls} />
            </div>
          )}
        </Loaded>
      </div>
    </SidePanel>
  );
}
