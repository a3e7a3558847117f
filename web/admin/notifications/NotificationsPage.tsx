import { useNavigate } from "@solidjs/router";
import { createUniqueId, Match, Switch } from "solid-js";
import { t } from "../../i18n/admin-notifications.ts";
import { Tabs } from "../../ui/Tabs.tsx";
import type { PageProps } from "../page.ts";
import { choiceParam, createUrlQuery, withFallback } from "../parts/url-query.ts";
import { AlertsTab } from "./AlertsTab.tsx";
import { AnnouncementsTab } from "./AnnouncementsTab.tsx";
import { TemplatesTab } from "./TemplatesTab.tsx";

const tabs = ["announcements", "templates", "alerts"] as const;

/** What the site says, by itself or on an administrator's behalf (5.9, SA-031…034). */
export function NotificationsPage(props: PageProps) {
  const navigate = useNavigate();
  const query = createUrlQuery({ tab: withFallback(choiceParam(tabs), "announcements") });
  const panel = createUniqueId();
  // An address of a row is an alert's: the others have none.
  const tab = () => (props.id === undefined ? query.values().tab : "alerts");
  const bar = () => (
    <Tabs
      class="shrink-0 border-b border-line max-sm:overflow-x-auto"
      label={t("tabs")}
      value={tab()}
      items={tabs.map((value) => ({ value, label: t(value) }))}
      // The filters of one tab are none of another's.
      onChange={(value) => navigate(`/admin/notifications?tab=${value}`)}
      panel={() => panel}
    />
  );
  return (
    <Switch>
      <Match when={tab() === "announcements"}>
        <AnnouncementsTab tabs={bar()} panel={panel} />
      </Match>
      <Match when={tab() === "templates"}>
        <TemplatesTab tabs={bar()} panel={panel} />
      </Match>
      <Match when={tab() === "alerts"}>
        <AlertsTab tabs={bar()} panel={panel} id={props.id} />
      </Match>
    </Switch>
  );
}
