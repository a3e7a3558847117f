import { createSignal, For, Show } from "solid-js";
import { type Account, unlinkIdentity } from "#contract/account";
import { authStatus } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { dateTime, day } from "../../i18n/format.ts";
import { t } from "../../i18n/security.ts";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { Section } from "../../ui/Section.tsx";
import { toast } from "../../ui/toast.ts";

/** Accounts elsewhere that sign in here. */
export function IdentitiesSection(props: { account: Account; onChange: (next: Account) => void }) {
  const [unlinking, setUnlinking] = createSignal<string | null>(null);
  const providers = () => authStatus()?.providers ?? [];
  const nameOf = (id: string | null) => providers().find((one) => one.id === id)?.name ?? id ?? "";
  const free = () =>
    providers().filter((one) => !props.account.identities.some((has) => has.provider === one.id));
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
              <a
                href={`/api/v1/auth/oauth/${encodeURIComponent(one.id)}/start?return=/account/security`}
                rel="external"
                class="inline-flex h-8 items-center rounded-md border border-line bg-raised px-3 font-medium hover:bg-sunken pointer-coarse:h-11"
              >
                {t("link", { name: one.name })}
              </a>
            )}
          </For>
        </div>
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
