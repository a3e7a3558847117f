import { createResource, onCleanup, Show } from "solid-js";
import { type ConsoleOverview, getConsoleOverview } from "#contract/admin-overview";
import { isAlone } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { toApiError } from "../../client/error.ts";
import { t as page } from "../../i18n/admin.ts";
import { t } from "../../i18n/admin-overview.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Attention } from "./Attention.tsx";
import { Cost } from "./Cost.tsx";
import { costsOfMonth } from "./costs-of-month.ts";
import { largestProjects } from "./matters.ts";
import { Notable } from "./Notable.tsx";
import { Part, PartLink } from "./Part.tsx";
import { SignIns } from "./SignIns.tsx";
import { Storage } from "./Storage.tsx";
import { Today } from "./Today.tsx";

const refreshEvery = 60_000;
/** Says that the page asks, not somebody. */
const byItself = "by itself";

/** What the console begins with: one request, anew every minute while it is seen. */
export function OverviewPage() {
  const [answer, { refetch }] = createResource<ConsoleOverview>(
    async (_, { value, refetching }) => {
      try {
        return await call(getConsoleOverview, { background: refetching === byItself });
      } catch (error) {
        // Nobody asked: without an answer the last one stands.
        if (refetching === byItself && value !== undefined) return value;
        throw error;
      }
    },
  );
  const timer = setInterval(() => {
    if (document.visibilityState === "visible") void refetch(byItself);
  }, refreshEvery);
  onCleanup(() => clearInterval(timer));
  const found = (): ConsoleOverview | undefined =>
    answer.state === "ready" || answer.state === "refreshing" ? answer.latest : undefined;
  const retry = () => void refetch();
  return (
    <main id="main" class="relative h-full overflow-y-auto">
      <div class="@container flex max-w-7xl flex-col gap-4 px-4 py-4">
        <div>
          <h1 class="text-xl font-semibold">{page("overview")}</h1>
          <p class="text-quiet max-sm:text-sm">{page("overview_text")}</p>
        </div>
        <Show
          when={answer.state !== "errored"}
          fallback={<ErrorState error={toApiError(answer.error)} onRetry={retry} />}
        >
          <Part title={t("attention")} of={found()?.attention} lines={3} onRetry={retry}>
            {(attention) => (
              <Attention
                attention={attention()}
                used={{ storage: found()?.storage ?? null, cost: found()?.cost ?? null }}
              />
            )}
          </Part>
          <Part
            title={t("today")}
            of={found()?.today}
            lines={4}
            onRetry={retry}
            action={<PartLink href="/admin/statistics?period=day">{t("todayMore")}</PartLink>}
          >
            {(today) => <Today today={today()} />}
          </Part>
          <div class="grid grid-cols-1 items-start gap-4 @3xl:grid-cols-2 @5xl:grid-cols-3">
            <Part
              title={t("cost")}
              of={found()?.cost}
              lines={4}
              onRetry={retry}
              action={<PartLink href={costsOfMonth()}>{t("costMore")}</PartLink>}
            >
              {(cost) => <Cost cost={cost()} />}
            </Part>
            <Part
              title={t("storage")}
              of={found()?.storage}
              lines={4}
              onRetry={retry}
              action={<PartLink href={largestProjects}>{t("storageMore")}</PartLink>}
            >
              {(storage) => <Storage storage={storage()} />}
            </Part>
            <Show when={!isAlone()}>
              <Part
                title={t("signIns")}
                of={found()?.sign_ins}
                lines={2}
                onRetry={retry}
                action={<PartLink href="/admin/security">{t("signInsMore")}</PartLink>}
              >
                {(signIns) => <SignIns signIns={signIns()} />}
              </Part>
            </Show>
          </div>
          <Part
            title={t("notable")}
            text={t("notableText")}
            of={found()?.notable}
            lines={6}
            onRetry={retry}
            action={
              <div class="flex flex-wrap gap-x-4">
                <PartLink href="/admin/audit?tab=all&q=action%3AROLE_CHANGED">
                  {t("roleChanges")}
                </PartLink>
                <PartLink href="/admin/audit?tab=all&q=action%3AINVITE%20severity%3ACRITICAL">
                  {t("newAdmins")}
                </PartLink>
                <PartLink href="/admin/audit?tab=all&resource_type=SYSTEM_SETTING">
                  {t("settingChanges")}
                </PartLink>
                <PartLink href="/admin/audit?tab=all&q=action%3ADELETE%20-severity%3AINFO">
                  {t("deletions")}
                </PartLink>
                <PartLink href="/admin/audit?tab=all&q=action%3APURGE">{t("purges")}</PartLink>
              </div>
            }
          >
            {(notable) => <Notable rows={notable()} />}
          </Part>
        </Show>
      </div>
    </main>
  );
}
