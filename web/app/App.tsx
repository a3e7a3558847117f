import { type RouteSectionProps, useLocation, useNavigate } from "@solidjs/router";
import { createResource, ErrorBoundary, Match, Show, Suspense, Switch } from "solid-js";
import { isLostPiece, toApiError } from "../client/error.ts";
import { whenSignedOut } from "../client/login.ts";
import { t } from "../i18n/account.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { ToastRegion } from "../ui/ToastRegion.tsx";
import { toast } from "../ui/toast.ts";
import { Logo } from "./Logo.tsx";
import { loadMe, me, setMe } from "./session.ts";

/** Around every screen: knows who is signed in before anything is shown. */
export function App(props: RouteSectionProps) {
  const navigate = useNavigate();
  const location = useLocation();
  const [status, { refetch }] = createResource(async () => {
    await loadMe();
    if (me() === null) toSignIn();
    return true;
  });

  const toSignIn = () => {
    if (location.pathname === "/sign-in") return;
    const back = location.pathname + location.search;
    navigate(back === "/" ? "/sign-in" : `/sign-in?return=${encodeURIComponent(back)}`, {
      replace: true,
    });
  };

  whenSignedOut(() => {
    if (me() === null) return;
    setMe(null);
    toast({ tone: "warn", text: t("signedOut") });
    toSignIn();
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
          <Show when={me() !== null || location.pathname === "/sign-in"}>
            <ErrorBoundary
              fallback={(error: unknown, reset) => (
                <Stranded
                  error={error}
                  onRetry={isLostPiece(error) ? () => window.location.reload() : reset}
                />
              )}
            >
              <Suspense fallback={<Skeleton class="mx-auto mt-24 max-w-md" />}>
                {props.children}
              </Suspense>
            </ErrorBoundary>
          </Show>
        </Match>
      </Switch>
      <section id="overlays" aria-label={t("menus")} />
      <ToastRegion />
    </>
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
