import { createResource, createSignal, Show } from "solid-js";
import { getAccount } from "#contract/account";
import { getSecondFactors } from "#contract/second-factor";
import { ChangePasswordForm } from "../../account/ChangePasswordForm.tsx";
import { loadMe } from "../../app/session.ts";
import { call } from "../../client/call.ts";
import { dateTime, relative } from "../../i18n/format.ts";
import { t } from "../../i18n/security.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { Section } from "../../ui/Section.tsx";
import { FactorsSection } from "./FactorsSection.tsx";
import { IdentitiesSection } from "./IdentitiesSection.tsx";

/** What proves that it is you. */
export function SecurityPage() {
  const [account, { refetch, mutate }] = createResource(() => call(getAccount));
  const [factors, { refetch: refetchFactors }] = createResource(() => call(getSecondFactors));
  const [changing, setChanging] = createSignal(false);
  const changed = async () => {
    setChanging(false);
    await refetch();
  };
  const factorsChanged = async () => {
    await Promise.all([refetchFactors(), loadMe()]);
  };

  return (
    <>
      <Loaded resource={account} onRetry={() => void refetch()}>
        {(mine) => (
          <>
            <Section
              title={t("password")}
              action={<Button onClick={() => setChanging(true)}>{t("change")}</Button>}
            >
              <Show
                when={mine().has_password}
                fallback={<p class="text-quiet">{t("noPassword")}</p>}
              >
                <Show
                  when={mine().password_changed_at}
                  fallback={<p class="text-quiet">{t("isSet")}</p>}
                >
                  {(at) => (
                    <p class="text-quiet" title={dateTime(at())}>
                      {t("changedAt", { when: relative(at()) })}
                    </p>
                  )}
                </Show>
                <Show when={mine().password_old}>
                  <p class="mt-1 text-warn">{t("old")}</p>
                </Show>
              </Show>
            </Section>
            <Dialog open={changing()} onClose={() => setChanging(false)} title={t("change")}>
              <ChangePasswordForm hasPassword={mine().has_password} onDone={changed} />
            </Dialog>
            <Loaded resource={factors} onRetry={() => void refetchFactors()}>
              {(now) => (
                <FactorsSection
                  factors={now()}
                  hasPassword={mine().has_password}
                  onChange={factorsChanged}
                />
              )}
            </Loaded>
            <IdentitiesSection account={mine()} onChange={mutate} />
          </>
        )}
      </Loaded>
    </>
  );
}
