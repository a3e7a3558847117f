import { type RouteSectionProps, useLocation, useNavigate } from "@solidjs/router";
import {
  createEffect,
  createResource,
  ErrorBoundary,
  type JSX,
  lazy,
  Match,
  Show,
  Suspense,
  Switch,
} from "solid-js";
import { isLostPiece, toApiError } from "../client/error.ts";
import { whenSignedOut } from "../client/login.ts";
import { handleObstacles } from "../client/obstacles.ts";
import { t } from "../i18n/account.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { ToastRegion } from "../ui/ToastRegion.tsx";
import { Logo } from "./Logo.tsx";
import { keepActive } from "./keep-active.ts";
import { openPages } from "./open-pages.ts";
import { adoptPreferences } from "./preferences.ts";
import { ask, questions } from "./questions.ts";
import { forgetPerson, loadMe, me, setSuspension, suspension } from "./session.ts";
import { needsBanner } from "./standing.ts";

const Questions = lazy(async () => ({
  default: (await import("../account/Questions.tsx")).Questions,
}));
const Suspended = lazy(async () => ({
  default: (await import("../screens/restricted/SuspendedScreen.tsx")).SuspendedScreen,
}));
const Restricted = lazy(async () => ({
  default: (await import("../screens/restricted/RestrictedScreen.tsx")).RestrictedScreen,
}));
const Banners = lazy(async () => ({
  default: (await import("../account/Banners.tsx")).Banners,
}));

/** Around every screen: knows who is signed in before anything is shown. */
export function App(props: RouteSectionProps) {
  const navigate = useNavigate();
  const location = useLocation();
  const isOpen = () => openPages.has(location.pathname);
  const [status, { refetch }] = createResource(async () => {
    await loadMe();
    if (me() === null) toSignIn();
    return true;
  });
  createEffect(() => adoptPreferences(me()));
  keepActive();

  const toSignIn = () => {
    if (isOpen()) return;
    const back = location.pathname + location.search;
    navigate(back === "/" ? "/sign-in" : `/sign-in?return=${encodeURIComponent(back)}`, {
      replace: true,
    });
  };

  // The page stays as it is, and with it what was typed, while the same person signs in again.
  whenSignedOut(async () => {
    if (me() === null || isOpen()) return false;
    if (await ask("sign_in")) return true;
    await forgetPerson();
    toSignIn();
    return false;
  });
  handleObstacles({
    prove: () => ask("proof"),
    offerFactor: () => void ask("factor"),
    restrict: () => void loadMe(),
    suspend: (until) => setSuspension({ until }),
  });

  return (
    <>
      <a
        href="#main"
        class="sr-only rounded-md bg-accent px-3 py-1.5 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        {t("skip")}
      </a>
      <Switch fallback={<Skeleton class="mx-auto mt-24 max-w-md" />}>
        <Match when={status.state === "errored"}>
          <Stranded error={status.error} onRetry={() => void refetch()} />
        </Match>
        <Match when={status.state === "ready"}>
          <Show when={me() !== null || isOpen() || suspension() !== null}>
            <ErrorBoundary
              fallback={(error: unknown, reset) => (
                <Stranded
                  error={error}
                  onRetry={isLostPiece(error) ? () => window.location.reload() : reset}
                />
              )}
            >
              <Suspense fallback={<Skeleton class="mx-auto mt-24 max-w-md" />}>
                <Switch fallback={<Page>{props.children}</Page>}>
                  <Match when={suspension()}>{(is) => <Suspended until={is().until} />}</Match>
                  <Match when={!isOpen() && me()?.restricted}>
                    {(what) => <Restricted what={what()} />}
                  </Match>
                </Switch>
              </Suspense>
            </ErrorBoundary>
          </Show>
        </Match>
      </Switch>
      <Show when={questions().length > 0}>
        <Suspense>
          <Questions />
        </Suspense>
      </Show>
      <section id="overlays" aria-label={t("menus")} />
      <ToastRegion />
    </>
  );
}

/** A screen, below what the account must know at all times; without that it has the page to itself. */
function Page(props: { children: JSX.Element }) {
  const bare = () => !needsBanner(me());
  return (
    <div classList={{ contents: bare(), "flex h-full flex-col": !bare() }}>
      <Show when={!bare()}>
        <Suspense>
          <Banners />
        </Suspense>
      </Show>
      <div classList={{ contents: bare(), "min-h-0 flex-1 overflow-y-auto": !bare() }}>
        {props.children}
      </div>
    </div>
  );
}

/** A page that is nothing but an error. */
function Stranded(props: { error: unknown; onRetry: () => void }) {
  return (
    <main id="main" class="flex h-full flex-col items-center overflow-y-auto pt-[16vh]">
      <Logo size={44} />
      <h1 class="sr-only">Engawa</h1>
      <div class="w-full">
        <ErrorState error={toApiError(props.error)} onRetry={props.onRetry} />
      </div>
    </main>
  );
}
