import { useNavigate, useSearchParams } from "@solidjs/router";
import { createEffect, Show } from "solid-js";
import { Logo } from "../../app/Logo.tsx";
import { me, safeReturn, setupRequired } from "../../app/session.ts";
import { TopBar } from "../../app/TopBar.tsx";
import { t } from "../../i18n/account.ts";
import { missingFeatures } from "./features.ts";
import { SetUpForm } from "./SetUpForm.tsx";
import { SignInForm } from "./SignInForm.tsx";

export function SignInScreen() {
  const navigate = useNavigate();
  const [search] = useSearchParams<{ return?: string }>();
  const missing = missingFeatures();

  createEffect(() => {
    if (me() !== null) navigate(safeReturn(search.return), { replace: true });
  });

  return (
    <div class="flex min-h-full flex-col">
      <TopBar />
      <main id="main" class="flex flex-1 items-start justify-center px-4 pt-[9vh] pb-10">
        <div class="w-full max-w-sm">
          <div class="mb-6 flex flex-col items-center gap-3 text-center">
            <Logo size={44} />
            <h1 class="text-xl font-semibold">
              {setupRequired() ? t("setUpTitle") : t("signInTitle")}
            </h1>
            <p class="text-quiet">{setupRequired() ? t("setUpText") : t("welcome")}</p>
          </div>
          <Show when={missing.length > 0}>
            <div
              role="alert"
              class="mb-4 rounded-md border border-warn/40 bg-warn-soft p-3 text-sm"
            >
              <p>{t("unsupported")}</p>
              <p>{t("missing", { features: missing.join(", ") })}</p>
            </div>
          </Show>
          <div class="rounded-lg border border-line bg-raised p-6">
            <Show when={setupRequired()} fallback={<SignInForm />}>
              <SetUpForm />
            </Show>
          </div>
        </div>
      </main>
    </div>
  );
}
