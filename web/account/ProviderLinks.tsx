import { For } from "solid-js";
import { authStatus, safeReturn } from "../app/session.ts";
import { t } from "../i18n/sign-in.ts";

/** Accounts elsewhere that one can sign in with; they lead back to a path of this site. */
export function ProviderLinks(props: { back: string | undefined }) {
  const start = (id: string) =>
    `/api/v1/auth/oauth/${encodeURIComponent(id)}/start?return=${encodeURIComponent(safeReturn(props.back))}`;
  return (
    <For each={authStatus()?.providers ?? []}>
      {(one) => (
        <a
          href={start(one.id)}
          rel="external"
          class="inline-flex h-9 items-center justify-center rounded-md border border-line bg-raised px-3 font-medium dark:border-edge/50 transition hover:bg-sunken pointer-coarse:h-11"
        >
          {t("withProvider", { name: one.name })}
        </a>
      )}
    </For>
  );
}
