import { type JSX, Show } from "solid-js";
import { Logo } from "../../app/Logo.tsx";
import { TopBar } from "../../app/TopBar.tsx";
import { t } from "../../i18n/account.ts";
import { missingFeatures } from "./features.ts";

/** A page before the product: one form under the mark. */
export function DoorPage(props: {
  title: string;
  text?: string | undefined;
  children: JSX.Element;
  wide?: boolean;
  /** Stands under the card. */
  below?: JSX.Element;
}) {
  const missing = missingFeatures();
  return (
    <div class="flex min-h-full flex-col">
      <TopBar />
      <main id="main" class="flex flex-1 items-start justify-center px-4 pt-[9vh] pb-10">
        <div class={`w-full ${props.wide === true ? "max-w-lg" : "max-w-sm"}`}>
          <div class="mb-6 flex flex-col items-center gap-3 text-center">
            <Logo size={44} />
            <h1 class="text-xl font-semibold">{props.title}</h1>
            <Show when={props.text}>{(text) => <p class="text-quiet">{text()}</p>}</Show>
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
          <div class="rounded-lg border border-line bg-raised p-6">{props.children}</div>
          {props.below}
        </div>
      </main>
    </div>
  );
}
