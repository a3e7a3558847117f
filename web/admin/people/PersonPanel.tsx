import Ellipsis from "lucide-solid/icons/ellipsis";
import { createResource, createUniqueId, For, Match, Show, Switch } from "solid-js";
import { getUser, type UserDetail } from "#contract/admin-user";
import { me } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { t as parts } from "../../i18n/admin-parts.ts";
import { t } from "../../i18n/admin-people.ts";
import { t as actionName } from "../../i18n/admin-person-actions.ts";
import { Button } from "../../ui/Button.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { awaited } from "../parts/awaited.ts";
import { SidePanel } from "../parts/SidePanel.tsx";
import { choiceParam, createUrlQuery, withFallback } from "../parts/url-query.ts";
import { AccessTab } from "./AccessTab.tsx";
import { LimitsTab } from "./LimitsTab.tsx";
import { OverviewTab } from "./OverviewTab.tsx";
import { actionEntry } from "./action-entry.ts";
import { actionsFor, type PersonAction } from "./person-actions.ts";
import { RequestsTab } from "./RequestsTab.tsx";
import { RoleBadge } from "./RoleBadge.tsx";
import { StatusBadge } from "./StatusBadge.tsx";
import { ViolationsTab } from "./ViolationsTab.tsx";

const tabs = ["overview", "limits", "access", "requests", "violations"] as const;

/** One person, at an address of their own. */
export function PersonPanel(props: {
  id: string;
  /** Counts up when something was changed from outside. */
  version: number;
  onClose: () => void;
  onAsk: (action: PersonAction, person: UserDetail) => void;
  onChanged: () => Promise<void>;
}) {
  const [person, { refetch }] = createResource(
    () => ({ id: props.id, version: props.version }),
    ({ id }) => call(getUser, { param: { id } }),
  );
  const query = createUrlQuery({ tab: withFallback(choiceParam(tabs), "overview") });
  const tab = () => query.values().tab;
  const panelId = createUniqueId();
  const shown = () => {
    const now =
      person.state === "ready" || person.state === "refreshing" ? person.latest : undefined;
    // While somebody else's details load, these are not theirs.
    return now?.id === props.id ? now : undefined;
  };
  const changed = async () => {
    await Promise.all([refetch(), props.onChanged()]);
  };
  const actions = () => {
    const now = shown();
    return now === undefined ? [] : actionsFor(now, me()?.id);
  };
  const label = (value: (typeof tabs)[number]) => {
    const open = shown()?.requests.filter((one) => one.status === "pending").length ?? 0;
    const counts = {
      requests: open,
      violations: shown()?.violations.filter((one) => one.dismissed_at === null).length ?? 0,
      access: 0,
      limits: 0,
      overview: 0,
    };
    return counts[value] > 0 ? `${t(`tab_${value}`)} (${counts[value]})` : t(`tab_${value}`);
  };

  return (
    <SidePanel
      of={props.id}
      title={awaited(person, shown()?.name)}
      note={
        <Show when={shown()}>
          {(now) => (
            <p class="flex flex-wrap items-center gap-2 text-sm text-quiet">
              <span class="wrap-anywhere">{now().email}</span>
              <RoleBadge person={now()} />
              <StatusBadge person={now()} whole />
            </p>
          )}
        </Show>
      }
      actions={
        <Show when={shown()}>
          {(now) => (
            <Show when={actions().length > 0}>
              <Menu
                label={parts("actionsOf", { name: now().name })}
                align="end"
                entries={actions().map((action) =>
                  actionEntry(now(), action, {
                    label: actionName(action.name),
                    danger: action.danger === true,
                    run: () => props.onAsk(action, now()),
                  }),
                )}
                class="inline-flex h-8 items-center gap-1.5 rounded-md border border-line bg-raised px-2.5 text-sm font-medium dark:border-edge/50 hover:bg-sunken pointer-coarse:h-11"
              >
                <Ellipsis size={16} aria-hidden="true" />
                <span class="max-sm:hidden">{parts("actions")}</span>
              </Menu>
            </Show>
          )}
        </Show>
      }
      onClose={props.onClose}
    >
      <Tabs
        class="shrink-0 overflow-x-auto border-b border-line px-2"
        label={t("tabs")}
        value={tab()}
        items={tabs.map((value) => ({ value, label: label(value) }))}
        onChange={(value) => query.set({ tab: value }, { replace: true })}
        panel={() => panelId}
      />
      <div
        id={panelId}
        role="tabpanel"
        aria-label={t(`tab_${tab()}`)}
        tabIndex={0}
        class="relative min-h-0 flex-1 overflow-y-auto px-4 py-4 focus-visible:-outline-offset-2"
      >
        <Loaded resource={person} onRetry={() => void refetch()} lines={8}>
          {() => (
            <Show when={shown()}>
              {(now) => (
                <Switch>
                  <Match when={tab() === "overview"}>
                    <OverviewTab person={now()} onChanged={changed} />
                  </Match>
                  <Match when={tab() === "limits"}>
                    <LimitsTab person={now()} onChanged={changed} />
                  </Match>
                  <Match when={tab() === "access"}>
                    <AccessTab person={now()} onChanged={changed} />
                  </Match>
                  <Match when={tab() === "requests"}>
                    <RequestsTab person={now()} />
                  </Match>
                  <Match when={tab() === "violations"}>
                    <ViolationsTab
                      person={now()}
                      isSelf={now().id === me()?.id}
                      onChanged={changed}
                    />
                  </Match>
                </Switch>
              )}
            </Show>
          )}
        </Loaded>
      </div>
      <Show when={tab() === "access" && shown()}>
        {(now) => (
          <div class="flex shrink-0 flex-wrap gap-2 border-t border-line px-4 py-2">
            <For
              each={actions().filter(
                ({ name }) =>
                  name === "sign-out" || name === "reset-password" || name === "reset-factor",
              )}
            >
              {(action) => (
                <Button size="small" onClick={() => props.onAsk(action, now())}>
                  {actionName(action.name)}
                </Button>
              )}
            </For>
          </div>
        )}
      </Show>
    </SidePanel>
  );
}
