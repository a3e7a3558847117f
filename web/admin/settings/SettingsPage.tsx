import { useNavigate } from "@solidjs/router";
import { createMemo, createResource, For, Show } from "solid-js";
import { listSettings, SettingCategory, type SettingItem } from "#contract/admin-setting";
import { getMaintenance } from "#contract/maintenance";
import { call } from "../../client/call.ts";
import { t as page } from "../../i18n/admin.ts";
import { t } from "../../i18n/admin-settings.ts";
import { language } from "../../i18n/language.ts";
import { Loaded } from "../../ui/Loaded.tsx";
import { Section } from "../../ui/Section.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import type { PageProps } from "../page.ts";
import { createUrlQuery } from "../parts/url-query.ts";
import { HistoryPanel } from "./HistoryPanel.tsx";
import { MaintenanceState } from "./MaintenanceState.tsx";
import { PlanForm } from "./PlanForm.tsx";
import { settingsTab } from "./settings-address.ts";
import { SettingRow } from "./SettingRow.tsx";

const categories = SettingCategory.options;

/** The switch stands above; the plan has a form of its own. */
const elsewhere = new Set(["maintenance_mode", "maintenance_starts_at", "maintenance_ends_at"]);

/** Set side by side where there is room. */
const narrow = (group: string): boolean => group.startsWith("limits_");

/** The settings of the site (A-180, SA-017…021). */
export function SettingsPage(props: PageProps) {
  const navigate = useNavigate();
  const query = createUrlQuery({ tab: settingsTab });
  const tab = () => query.values().tab;
  // In the reader's language, and read again when that changes.
  const [all, { refetch }] = createResource(language, async () => {
    // What is written is checked against the state, which may thus be older than the list, never newer.
    const now = await call(getMaintenance);
    const { categories: found } = await call(listSettings);
    return { found, now };
  });
  const reload = async () => void (await refetch());
  const open = createMemo(() => {
    const found = all.latest?.found;
    if (!found || props.id === undefined) return undefined;
    return categories.flatMap((one) => found[one]).find((item) => item.key === props.id);
  });
  return (
    <main id="main" class="group/page relative flex h-full min-h-0">
      <div class="relative flex min-w-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-4 max-lg:group-has-[[data-side-panel]]/page:hidden">
        <div>
          <h1 class="text-xl font-semibold">{page("settings")}</h1>
          <p class="text-quiet max-sm:text-sm">{page("settings_text")}</p>
        </div>
        <Tabs
          label={t("tabs")}
          value={tab()}
          items={categories.map((value) => ({ value, label: t(`tab_${value}`) }))}
          onChange={(value) => query.set({ tab: value })}
          panel={(value) => `settings-${value}`}
          class="border-b border-line"
        />
        <div
          role="tabpanel"
          id={`settings-${tab()}`}
          aria-label={t(`tab_${tab()}`)}
          class="max-w-4xl"
        >
          <Loaded resource={all} onRetry={() => void reload()} lines={8}>
            {(value) => (
              <div class="flex flex-col gap-4">
                <For each={groupsOf(value().found[tab()])}>
                  {(group) => (
                    <Section title={titleOf(group)} text={textOf(group)}>
                      <Show when={group === "maintenance"}>
                        <MaintenanceState
                          now={value().now}
                          items={value().found.MAINTENANCE}
                          onChanged={reload}
                        />
                      </Show>
                      <Show when={group === "plan"}>
                        <PlanForm
                          now={value().now}
                          items={value().found.MAINTENANCE}
                          onChanged={reload}
                        />
                      </Show>
                      <div
                        classList={{
                          "sm:grid sm:grid-cols-2 sm:gap-x-6 [&>form]:border-t-0 [&>form]:py-2":
                            narrow(group),
                        }}
                      >
                        <For each={keysOf(value().found[tab()], group)}>
                          {(key) => (
                            <Show when={value().found[tab()].find((item) => item.key === key)}>
                              {(item) => <SettingRow item={item()} onChanged={reload} />}
                            </Show>
                          )}
                        </For>
                      </div>
                    </Section>
                  )}
                </For>
              </div>
            )}
          </Loaded>
        </div>
      </div>
      {/* Where the history takes the list's place, the page keeps its name. */}
      <h1 class="sr-only hidden max-lg:group-has-[[data-side-panel]]/page:block">
        {page("settings")}
      </h1>
      <Show when={open()}>
        {(item) => (
          <HistoryPanel
            item={item()}
            onChanged={reload}
            onClose={() => navigate(`/admin/settings?tab=${tab()}`)}
          />
        )}
      </Show>
    </main>
  );
}

const groupsOf = (items: readonly SettingItem[]): string[] => [
  ...new Set(items.map((item) => item.group)),
];

const keysOf = (items: readonly SettingItem[], group: string): string[] =>
  items.filter((item) => item.group === group && !elsewhere.has(item.key)).map((item) => item.key);

const titles: ReadonlySet<string> = new Set(Object.keys(t.pair.ja));

function titleOf(group: string): string {
  const key = `group_${group}`;
  return titles.has(key) ? t(key as "group_files") : group;
}

function textOf(group: string): string | undefined {
  if (narrow(group)) return t("limits_text");
  return group === "plan" ? t("planText") : undefined;
}
