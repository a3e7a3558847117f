import { createSignal, For, Show } from "solid-js";
import type { UserDetail } from "#contract/admin-user";
import { revokeUserKey } from "#contract/api-key";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-people.ts";
import { day, relative } from "../../i18n/format.ts";
import { t as keyWords } from "../../i18n/keys.ts";
import { deviceName, t as loginWords } from "../../i18n/logins.ts";
import { Badge } from "../../ui/Badge.tsx";
import { limitOf } from "../../ui/limit-words.ts";
import { Button } from "../../ui/Button.tsx";
import { toast } from "../../ui/toast.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { Block } from "./Block.tsx";

type Key = UserDetail["api_keys"][number];

/** D-17. */
const keyLimits = ({ limits }: Key): string[] =>
  (["calls_per_day", "monthly_budget_micro_usd"] as const).flatMap((kind) => {
    const limit = limits[kind];
    return limit === undefined ? [] : [limitOf(kind, limit)];
  });

/** Where a person is signed in, and the keys that act for them. */
export function AccessTab(props: { person: UserDetail; onChanged: () => Promise<void> }) {
  const [revoking, setRevoking] = createSignal<Key | null>(null);
  const revoke = async (key: Key) => {
    await call(revokeUserKey, { param: { id: props.person.id, key: key.id } });
    toast({ tone: "good", text: keyWords("revoked", { name: key.name }) });
    await props.onChanged();
  };
  return (
    <div class="flex flex-col gap-5">
      <Block title={t("logins")} empty={t("noLogins")} items={props.person.logins}>
        {(login) => (
          <>
            <p class="font-medium">{deviceName(login.device)}</p>
            <p class="text-sm text-quiet">
              {[
                loginWords("lastActive", { when: relative(login.last_activity_at) }),
                login.ip_address === null ? null : loginWords("address", { ip: login.ip_address }),
              ]
                .filter((part) => part !== null)
                .join(" · ")}
            </p>
          </>
        )}
      </Block>
      <Block title={t("keys")} empty={t("noKeys")} items={props.person.api_keys}>
        {(key) => (
          <div class="flex flex-wrap items-center gap-2">
            <div class="min-w-0 flex-1">
              <p class="flex flex-wrap items-center gap-2">
                <span class="font-medium wrap-anywhere">{key.name}</span>
                <code class="font-mono text-xs text-quiet">{key.hint}</code>
                <Badge tone={key.status === "active" ? "good" : "quiet"}>
                  {keyWords(`status_${key.status}`)}
                </Badge>
              </p>
              <p class="text-sm text-quiet">
                {[
                  key.permissions.map((scope) => keyWords(`scope_${scope}`)).join(" / "),
                  key.last_used_at === null
                    ? keyWords("neverUsed")
                    : t("keyUsed", { when: relative(key.last_used_at) }),
                  t("keyExpires", {
                    when: key.expires_at === null ? keyWords("never") : day(key.expires_at),
                  }),
                  ...keyLimits(key),
                ].join(" · ")}
              </p>
            </div>
            <Show when={key.status !== "revoked"}>
              <Button
                size="small"
                aria-label={`${key.name}: ${t("revoke")}`}
                onClick={() => setRevoking(key)}
              >
                {t("revoke")}
              </Button>
            </Show>
          </div>
        )}
      </Block>
      <For each={revoking() === null ? [] : [revoking() as Key]}>
        {(key) => (
          <ConfirmAction
            onClose={() => setRevoking(null)}
            title={t("revokeTitle", { name: key.name })}
            text={t("revokeText", { user: props.person.name })}
            undo={t("revokeUndo")}
            action={t("revoke")}
            danger
            onConfirm={() => revoke(key)}
          />
        )}
      </For>
    </div>
  );
}
