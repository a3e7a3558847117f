import { createEffect, ErrorBoundary, type JSX, on, Suspense } from "solid-js";
import { isLostPiece, toApiError } from "../client/error.ts";
import { t } from "../i18n/admin.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import type { PageName } from "./page.ts";
import { UnreadLine } from "./UnreadLine.tsx";

/** Where a page of the console stands. One that breaks leaves the menu, and the other pages, as they are. */
export function PageArea(props: { page: PageName; children: JSX.Element }) {
  return (
    <ErrorBoundary
      fallback={(error: unknown, reset) => <Broken page={props.page} error={error} reset={reset} />}
    >
      <UnreadLine>
        <Suspense fallback={<Skeleton lines={6} />}>{props.children}</Suspense>
      </UnreadLine>
    </ErrorBoundary>
  );
}

function Broken(props: { page: PageName; error: unknown; reset: () => void }) {
  // Another page begins anew.
  createEffect(
    on(
      () => props.page,
      () => props.reset(),
      { defer: true },
    ),
  );
  return (
    <main id="main" class="relative h-full overflow-y-auto px-4 py-4">
      <h1 class="text-xl font-semibold">{t(props.page)}</h1>
      <ErrorState
        error={toApiError(props.error)}
        onRetry={() => (isLostPiece(props.error) ? window.location.reload() : props.reset())}
      />
    </main>
  );
}
