import { useSearchParams } from "@solidjs/router";
import { createSignal, For, onMount, Show } from "solid-js";
import { type Account, unlinkIdentity } from "#contract/account";
import { linkIdentity } from "#contract/oauth";
import { authStatus } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { addressError } from "../../client/address-error.ts";
import type { ApiError } from "../../client/error.ts";
import { dateTime, day } from "../../i18n/format.ts";
import { t } from "../../i18n/security.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Section } from "../../ui/Section.tsx";
import { toast } from "../../ui/toast.ts";

/** Accounts elsewhere that sign in here. */
export function IdentitiesSection(props: { account: Account; onChange: (next: Account) => void }) {
  const [unlinking, setUnlinking] = createSignal<string | null>(null);
  const providers = () => authStatus()?.providers ?? [];
  const nameOf = (id: string | null) => providers().find((one) => one.id === id)?.name ?? id ?? "";
  const free = () =>
    providers().filter((one) => !props.account.identities.some((has) => has.provider === one.id));
  const [search, setSearch] = useSearchParams<{ linked?: string; error?: string }>();
  const [failed, setFailed] = createSignal<ApiError | null>(null);
  onMount(() => {
    const { linked, error } = search;
    void addressError(error).then(setFailed);
    if (linked !== undefined)
      toast({ tone: "good", text: t("linkedNow", { name: nameOf(linked) }) });
    setSearch({ linked: undefined, error: undefined }, { replace: true });
  });
  const link = createAction(async (provider: string) => {
    setFailed(null);
    const json = { return: "/account/security" };
    const { url } = await call(linkIdentity, { param: { provider }, json });
    window.location.assign(url);
  });
  const unlink = async () => {
    const provider = unlinking();
    if (provider === null) return;
    props.onChange(await call(unlinkIdentity, { param: { provider } }));
    toast({ tone: "good", text: t("unlinked") });
  };
  return (
    <Show when={providers().length > 0 || props.account.identities.length > 0}>
      <Section title={t("linked")} text={t("linkedText")}>
        <Show
          when={props.account.identities.length > 0}
          fallback={<p class="text-quiet">{t("noLinked")}</p>}
        >
          <ul class="divide-y divide-line rounded-md border border-line">
            <For each={props.account.identities}>
              {(one) => (
                <li class="flex flex-wrap items-center gap-3 px-3 py-2">
                  <div class="min-w-0 flex-1 basis-48">
                    <p class="font-medium">{nameOf(one.provider)}</p>
                    <p class="text-sm text-quiet wrap-anywhere" title={dateTime(one.linked_at)}>
                      {[one.email, t("linkedAt", { when: day(one.linked_at) })]
                        .filter((part) => part !== null)
                        .join(" · ")}
                    </p>
                  </div>
                  <Button
                    size="small"
                    aria-label={`${nameOf(one.provider)}: ${t("unlink")}`}
                    onClick={() => setUnlinking(one.provider)}
                  >
                    {t("unlink")}
                  </Button>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <div class="mt-3 flex flex-wrap gap-2 empty:hidden">
          <For each={free()}>
            {(one) => (
              <Button busy={link.busy()} onClick={() => void link.run(one.id)}>
                {t("link", { name: one.name })}
              </Button>
            )}
          </For>
        </div>
        <Show when={link.error() ?? failed()}>
          {(shown) => (
            <div class="mt-3">
              <ErrorState error={shown()} small />
            </div>
          )}
        </Show>
        <ConfirmDialog
          open={unlinking() !== null}
          onClose={() => setUnlinking(null)}
          title={t("unlinkTitle", { name: nameOf(unlinking()) })}
          description={t("unlinkText", { name: nameOf(unlinking()) })}
          action={t("unlink")}
          danger
          onConfirm={unlink}
        />
      </Section>
    </Show>
  );
}
