import { A, useParams } from "@solidjs/router";
import { createResource, Match, Show, Switch } from "solid-js";
import { getProject } from "#contract/project";
import { call } from "../../client/call.ts";
import { isApiError, toApiError } from "../../client/error.ts";
import { me } from "../../app/session.ts";
import { TopBar } from "../../app/TopBar.tsx";
import { t as account } from "../../i18n/account.ts";
import { t } from "../../i18n/workbench.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { NotFoundScreen } from "../not-found/NotFoundScreen.tsx";
import { Workbench } from "./Workbench.tsx";

const isGone = (error: unknown): boolean => isApiError(error) && error.status === 404;

/** An address cut short, or mistyped: not even an id. */
const isNoId = (error: unknown): boolean => isApiError(error, "REQUEST_001");

/** `/p/:project/s/:session?`: knows the project, then shows the work. */
export function WorkbenchScreen() {
  const params = useParams<{ project: string; session?: string }>();
  const [project, { refetch }] = createResource(
    () => params.project,
    (id) => call(getProject, { param: { id } }),
  );
  return (
    <Switch
      fallback={
        <>
          <TopBar />
          <main id="main">
            <h1 class="sr-only">{t("workspace")}</h1>
            <Skeleton class="mx-auto max-w-3xl" lines={8} />
          </main>
        </>
      }
    >
      <Match when={project.state === "errored" && isNoId(project.error)}>
        <NotFoundScreen />
      </Match>
      <Match when={project.state === "errored"}>
        <TopBar />
        <main id="main">
          <h1 class="sr-only">{t("workspace")}</h1>
          <ErrorState
            error={toApiError(project.error)}
            onRetry={isGone(project.error) ? undefined : () => void refetch()}
          />
          <p class="text-center">
            <A href="/" class="text-accent underline">
              {account("toProjects")}
            </A>
          </p>
        </main>
      </Match>
      <Match when={project.state === "ready" && me()}>
        {(user) => (
          <Show when={project()} keyed>
            {(shown) => <Workbench project={shown} me={user()} session={params.session} />}
          </Show>
        )}
      </Match>
    </Switch>
  );
}
