import { type RouteSectionProps, useLocation, useNavigate } from "@solidjs/router";
import {
  createEffect,
  createResource,
  ErrorBoundary,
  type JSX,
  lazy,
  Match,
  on,
  onCleanup,
  Show,
  Suspense,
  Switch,
  untrack,
} from "solid-js";
import { Announcements, announcements, showFirstAnnouncements } from "../announcements/current.ts";
import { isLostPiece, toApiError } from "../client/error.ts";
import { whenSignedOut } from "../client/login.ts";
import { handleObstacles } from "../client/obstacles.ts";
import { t } from "../i18n/account.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { ToastRegion } from "../ui/ToastRegion.tsx";
import { Logo } from "./Logo.tsx";
import { whenIdle } from "./idle.ts";
import { inTime } from "./in-time.ts";
import { keepActive } from "./keep-active.ts";
import { guardLeaving } from "./leaving.ts";
import {
  followMaintenance,
  isAnnounced,
  isClosed,
  loadMaintenance,
  maintenance,
} from "./maintenance.ts";
import { openPages, rulesPage } from "./open-pages.ts";
import { adoptPreferences } from "./preferences.ts";
import { tellProviderReturn } from "./provider-return.ts";
import { ask, questions } from "./questions.ts";
import {
  authStatus,
  forgetPerson,
  held,
  loadMe,
  lookAgain,
  me,
  refused,
  setRefused,
} from "./session.ts";
import { needsBanner } from "./standing.ts";
import { followWhose } from "./whose-page.ts";

const Questions = lazy(async () => ({
  default: (await import("../account/Questions.tsx")).Questions,
}));
const Suspended = lazy(async () => ({
  default: (await import("../screens/restricted/SuspendedScreen.tsx")).SuspendedScreen,
}));
const Restricted = lazy(async () => ({
  default: (await import("../screens/restricted/RestrictedScreen.tsx")).RestrictedScreen,
}));
const Closed = lazy(async () => ({
  default: (await import("../screens/maintenance/MaintenanceScreen.tsx")).MaintenanceScreen,
}));
const MaintenanceBanner = lazy(async () => ({
  default: (await import("../account/MaintenanceBanner.tsx")).MaintenanceBanner,
}));
const ActingBanner = lazy(async () => ({
  default: (await import("../account/ActingBanner.tsx")).ActingBanner,
}));
const Banners = lazy(async () => ({
  default: (await import("../account/Banners.tsx")).Banners,
}));

/** What stands above the page comes with it: it would push the page down, and be missed till then. */
const loadBanners = () =>
  Promise.all([
    me()?.acting === undefined ? undefined : ActingBanner.preload(),
    isAnnounced(maintenance()) ? MaintenanceBanner.preload() : undefined,
    needsBanner(me()) ? Banners.preload() : undefined,
  ]);

/** Milliseconds a page may stand empty for what is announced, once all else is known. */
const waitsForAnnouncements = 400;

/** Around every screen: knows who is signed in before anything is shown. */
export function App(
  props: RouteSectionProps & {
    /** Of the address the page was loaded for: worth a moment, so that it is drawn at once. */
    readonly screen?: Promise<unknown> | undefined;
  },
) {
  const navigate = useNavigate();
  const location = useLocation();
  const isOpen = () => openPages.has(location.pathname);
  /** Who was shut out reads why, and the rules; other doors stay open to whoever sits here now. */
  const shutOut = () =>
    location.pathname === rulesPage ? null : (refused() ?? (isOpen() ? null : held()));
  /** Whom the announcements on the page were told to. */
  let toldTo: string | undefined;
  const screen = inTime(untrack(() => props.screen));
  const [status, { refetch }] = createResource(async () => {
    await loadMe().catch(async (error: unknown) => {
      // Whether the site is open is told where nothing else is, too (T-25).
      await loadMaintenance().catch(() => undefined);
      throw error;
    });
    const announced = showFirstAnnouncements(authStatus()?.announcements ?? []).then(
      () => void (toldTo = me()?.id),
    );
    await Promise.all([
      loadBanners().catch(() => undefined),
      inTime(announced, waitsForAnnouncements),
      screen,
    ]);
    if (me() === null && !closed() && held() === null) toSignIn();
    return true;
  });
  createEffect(() => adoptPreferences(me()));
  keepActive();
  followMaintenance();
  followWhose();
  const closed = () => !isOpen() && isClosed(me(), location.pathname);
  // What was refused meanwhile is asked anew.
  createEffect(on(closed, (is, was) => was === true && !is && void refetch(), { defer: true }));
  guardLeaving();
  tellProviderReturn();
  let gone = false;
  let stopWatching: (() => void) | null = null;
  onCleanup(() => {
    gone = true;
    stopWatching?.();
  });
  // What is announced is kept fresh once there is time for it, and is no reason to stop without it.
  createEffect(
    on(
      () => status.state === "ready",
      (ready) => {
        if (!ready || stopWatching !== null) return;
        stopWatching = whenIdle(() => {
          void import("../announcements/watch.ts").then(
            (module) => {
              if (gone) return;
              stopWatching = module.watchAnnouncements(me()?.id === toldTo);
            },
            () => undefined,
          );
        });
      },
    ),
  );

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
    if (refused() !== null) return false;
    await forgetPerson();
    toSignIn();
    return false;
  });
  handleObstacles({
    prove: () => ask("proof"),
    offerFactor: () => void ask("factor"),
    restrict: () => void loadMe(),
    close: () => void loadMaintenance().catch(() => undefined),
    shutOut: (kind, until, reason) => {
      setRefused({ kind, until, reason, contact: [] });
      // What was asked over the page goes with it.
      for (const question of questions()) question.settle(false);
    },
    // A page that is on its way elsewhere as somebody else (T-24) gets there first.
    lookAgain: () => void setTimeout(() => void lookAgain(), 500),
  });

  return (
    <>
      <a
        href="#main"
        class="sr-only rounded-md bg-accent px-3 py-1.5 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        {t("skip")}
      </a>
      <Switch fallback={<Awaited />}>
        <Match when={status.state === "errored"}>
          <Stranded error={status.error} onRetry={() => void refetch()} />
        </Match>
        <Match when={status.state === "ready"}>
          <Show when={me() !== null || isOpen() || closed() || shutOut() !== null}>
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
                  <Match when={closed()}>
                    <Closed />
                  </Match>
                  <Match when={shutOut()}>{(is) => <Suspended held={is()} />}</Match>
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

/** Before it is known who is there: nothing for a moment, which is cheaper than what would not be seen yet. */
function Awaited() {
  const [late] = createResource(() => inTime(new Promise(() => undefined)).then(() => true));
  return (
    <Show when={late.state === "ready"}>
      <Skeleton class="mx-auto mt-24 max-w-md" />
    </Show>
  );
}

/** A screen, below what the account must know at all times; without that it has the page to itself. */
function Page(props: { children: JSX.Element }) {
  const told = () => (isAnnounced(maintenance()) ? maintenance() : null);
  const announced = () => announcements().length > 0;
  const acting = () => {
    const person = me();
    return person?.acting === undefined ? null : { person, until: person.acting.until };
  };
  const bare = () => !needsBanner(me()) && told() === null && !announced() && acting() === null;
  return (
    <div classList={{ contents: bare(), "flex h-full flex-col": !bare() }}>
      <Show when={acting()}>
        {(now) => (
          <Suspense>
            <ActingBanner person={now().person} until={now().until} />
          </Suspense>
        )}
      </Show>
      <Show when={told()}>
        {(now) => (
          <Suspense>
            <MaintenanceBanner maintenance={now()} />
          </Suspense>
        )}
      </Show>
      <Show when={announced()}>
        <Suspense>
          <Announcements />
        </Suspense>
      </Show>
      <Show when={needsBanner(me())}>
        <Suspense>
          <Banners />
        </Suspense>
      </Show>
      <div classList={{ contents: bare(), "relative min-h-0 flex-1 overflow-y-auto": !bare() }}>
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
