import { A } from "@solidjs/router";
import { createResource, createSignal, For, type JSX, Show } from "solid-js";
import { type AnyLogin, listLoginsOf } from "#contract/admin-security";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-security.ts";
import { Button } from "../../ui/Button.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { isLastingOnes, lastingOnly } from "../parts/lasting.ts";
import { SidePanel } from "../parts/SidePanel.tsx";
import { RelativeTime } from "../parts/values.tsx";
import { deviceText, LoginState, nameOf, placeText } from "./login-words.tsx";
import { TerminateAllDialog } from "./TerminateDialog.tsx";

const reasons = ["wrong_password", "account_closed", "locked"] as const;

const reasonText = (reason: string): string =>
  t(`reason_${reasons.find((one) => one === reason) ?? "other"}`);

function Rows<T>(props: {
  title: string;
  items: readonly T[];
  empty: string;
  action?: JSX.Element;
  children: (item: T) => JSX.Element;
}) {
  return (
    <section aria-label={props.title}>
      <div class="mb-2 flex items-center justify-between gap-2">
        <h3 class="font-medium">{props.title}</h3>
        {props.action}
      </div>
      <Show when={props.items.length > 0} fallback={<p class="text-quiet">{props.empty}</p>}>
        <ul class="divide-y divide-line rounded-md border border-line bg-raised">
          <For each={props.items}>
            {(item) => <li class="px-3 py-2">{props.children(item)}</li>}
          </For>
        </ul>
      </Show>
    </section>
  );
}

function LoginRow(props: { login: AnyLogin; onTerminate?: () => void }) {
  const where = () =>
    [props.login.ip_address, placeText(props.login.place)].filter(Boolean).join(" · ");
  return (
    <div class="flex flex-wrap items-start gap-2">
      <div class="min-w-0 flex-1 text-sm">
        <p class="flex flex-wrap items-center gap-2">
          <span class="font-medium">{deviceText(props.login.device_info)}</span>
          <LoginState login={props.login} />
        </p>
        <p class="wrap-anywhere text-quiet">{where()}</p>
        <p class="text-quiet">
          {t("loginAt")}: <RelativeTime at={props.login.login_at} />
          {" · "}
          {t("lastActivity")}: <RelativeTime at={props.login.last_activity_at} />
        </p>
      </div>
      <Show when={props.onTerminate !== undefined && !props.login.current}>
        <Button
          size="small"
          onClick={() => props.onTerminate?.()}
          {...(isLastingOnes(props.login.user) ? lastingOnly() : {})}
        >
          {t("terminate")}
        </Button>
      </Show>
    </div>
  );
}

/** where somebody is signed in, how sign-ins ended, what failed. */
export function PersonLogins(props: {
  id: string;
  /** Counts up when something was changed. */
  version: number;
  onClose: () => void;
  onTerminate: (login: AnyLogin) => void;
  onChanged: () => Promise<void>;
}) {
  const [all, setAll] = createSignal(false);
  const [logins, { refetch }] = createResource(
    () => ({ id: props.id, version: props.version }),
    ({ id }) => call(listLoginsOf, { param: { user_id: id } }),
  );
  const shown = () => {
    const now = logins.state === "ready" || logins.state === "refreshing" ? logins.latest : null;
    return now?.user.id === props.id ? now : undefined;
  };
  const name = () => {
    const now = shown();
    return now === undefined ? "…" : nameOf(now.user);
  };
  const others = () => (shown()?.items ?? []).filter((one) => !one.current).length;
  return (
    <SidePanel
      of={props.id}
      title={name()}
      note={
        <p class="text-sm wrap-anywhere text-quiet">
          {shown()?.user.email}{" "}
          <A class="text-accent underline" href={`/admin/users/${props.id}`}>
            {t("account")}
          </A>
        </p>
      }
      onClose={props.onClose}
    >
      <div class="relative min-h-0 flex-1 overflow-y-auto px-4 py-4">
        <Loaded resource={logins} onRetry={() => void refetch()}>
          {(now) => (
            <div class="flex flex-col gap-6">
              <Rows
                title={t("current")}
                items={now().items}
                empty={t("noCurrent")}
                action={
                  <Show when={others() > 0}>
                    <Button
                      size="small"
                      kind="danger"
                      onClick={() => setAll(true)}
                      {...(isLastingOnes(now().user) ? lastingOnly() : {})}
                    >
                      {t("terminateAll")}
                    </Button>
                  </Show>
                }
              >
                {(login) => <LoginRow login={login} onTerminate={() => props.onTerminate(login)} />}
              </Rows>
              <Rows title={t("history")} items={now().history} empty={t("noHistory")}>
                {(login) => <LoginRow login={login} />}
              </Rows>
              <Rows title={t("failures")} items={now().failures} empty={t("noFailures")}>
                {(failure) => (
                  <p class="flex flex-wrap gap-x-2 text-sm">
                    <RelativeTime at={failure.at} />
                    <span>{reasonText(failure.reason)}</span>
                    <span class="text-quiet">
                      {[failure.ip_address, deviceText(failure.device_info)]
                        .filter(Boolean)
                        .join(" · ")}
                    </span>
                  </p>
                )}
              </Rows>
            </div>
          )}
        </Loaded>
      </div>
      <Show when={all() ? shown() : undefined}>
        {(now) => (
          <TerminateAllDialog
            user={now().user}
            count={others()}
            own={now().items.some((one) => one.current)}
            onClose={() => setAll(false)}
            onDone={props.onChanged}
          />
        )}
      </Show>
    </SidePanel>
  );
}
