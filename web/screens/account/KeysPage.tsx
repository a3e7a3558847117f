import KeyRound from "lucide-solid/icons/key-round";
import { createResource, createSignal, For, Show } from "solid-js";
import { type ApiKeyInfo, listApiKeys, revokeAllApiKeys, revokeApiKey } from "#contract/api-key";
import { call } from "../../client/call.ts";
import { dateTime, day, relative } from "../../i18n/format.ts";
import { t } from "../../i18n/keys.ts";
import { Badge, type Tone } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { Section } from "../../ui/Section.tsx";
import { toast } from "../../ui/toast.ts";
import { CreateKeyDialog } from "./CreateKeyDialog.tsx";
import { EditKeyDialog } from "./EditKeyDialog.tsx";
import { KeyLimits } from "./KeyLimits.tsx";

const tones: Record<ApiKeyInfo["status"], Tone> = {
  active: "good",
  expired: "warn",
  unused: "warn",
  revoked: "quiet",
};

/** Those one action revokes. */
const letsIn = ({ status }: ApiKeyInfo): boolean => status === "active";

export function KeysPage() {
  const [keys, { refetch }] = createResource(() => call(listApiKeys));
  const [creating, setCreating] = createSignal(false);
  const [revoking, setRevoking] = createSignal<ApiKeyInfo | null>(null);
  const [changing, setChanging] = createSignal<ApiKeyInfo | null>(null);
  const [revokingAll, setRevokingAll] = createSignal(false);
  const revokeAll = async () => {
    const { revoked } = await call(revokeAllApiKeys);
    toast({ tone: "good", text: t("revokedAll", { count: revoked }) });
    await refetch();
  };
  const revoke = async () => {
    const key = revoking();
    if (key === null) return;
    await call(revokeApiKey, { param: { id: key.id } });
    toast({ tone: "good", text: t("revoked", { name: key.name }) });
    await refetch();
  };
  return (
    <Loaded resource={keys} onRetry={() => void refetch()} lines={5}>
      {(list) => (
        <>
          <Section
            title={t("list")}
            text={t("text")}
            action={
              <div class="flex flex-wrap gap-2">
                <Show when={list().items.some(letsIn)}>
                  <Button onClick={() => setRevokingAll(true)}>{t("revokeAll")}</Button>
                </Show>
                <Button kind="primary" onClick={() => setCreating(true)}>
                  {t("create")}
                </Button>
              </div>
            }
          >
            <Show
              when={list().items.length > 0}
              fallback={
                <EmptyState title={t("none")} text={t("noneText")} icon={<KeyRound size={28} />} />
              }
            >
              <ul aria-label={t("list")} class="divide-y divide-line rounded-md border border-line">
                <For each={list().items}>
                  {(key) => (
                    <Row
                      apiKey={key}
                      onChange={() => setChanging(key)}
                      onRevoke={() => setRevoking(key)}
                    />
                  )}
                </For>
              </ul>
            </Show>
          </Section>
          <Show when={creating()}>
            <CreateKeyDialog
              maxDays={list().max_days}
              onClose={() => setCreating(false)}
              onCreated={() => void refetch()}
            />
          </Show>
          <Show when={changing()} keyed>
            {(key) => (
              <EditKeyDialog
                apiKey={key}
                onClose={() => setChanging(null)}
                onChanged={() => void refetch()}
              />
            )}
          </Show>
          <ConfirmDialog
            open={revoking() !== null}
            onClose={() => setRevoking(null)}
            title={t("revokeTitle", { name: revoking()?.name ?? "" })}
            description={t("revokeText")}
            action={t("revoke")}
            danger
            onConfirm={revoke}
          />
          <ConfirmDialog
            open={revokingAll()}
            onClose={() => setRevokingAll(false)}
            title={t("revokeAllTitle")}
            description={t("revokeAllText", { count: list().items.filter(letsIn).length })}
            action={t("revokeAll")}
            danger
            onConfirm={revokeAll}
          />
        </>
      )}
    </Loaded>
  );
}

function Row(props: { apiKey: ApiKeyInfo; onChange: () => void; onRevoke: () => void }) {
  const key = () => props.apiKey;
  return (
    <li class="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2.5">
      <div class="min-w-0 flex-1 basis-64">
        <p class="flex flex-wrap items-center gap-2">
          <span class="font-medium wrap-anywhere">{key().name}</span>
          <code class="font-mono text-xs text-quiet">{key().hint}</code>
          <Badge tone={tones[key().status]}>{t(`status_${key().status}`)}</Badge>
        </p>
        <p class="flex flex-wrap gap-x-3 text-sm text-quiet">
          <span>
            {key()
              .permissions.map((scope) => t(`scope_${scope}`))
              .join(" · ")}
          </span>
          <span title={key().last_used_at === null ? undefined : dateTime(key().last_used_at ?? 0)}>
            {key().last_used_at === null
              ? t("neverUsed")
              : [
                  `${t("col_used")}:`,
                  relative(key().last_used_at ?? 0),
                  key().last_used_ip === null ? null : t("from", { ip: key().last_used_ip ?? "" }),
                ]
                  .filter((part) => part !== null)
                  .join(" ")}
          </span>
          <span>
            {t("col_expires")}:{" "}
            {key().expires_at === null ? t("never") : day(key().expires_at ?? 0)}
          </span>
          <KeyLimits apiKey={key()} />
          <Show when={key().allowed_addresses.length > 0}>
            <span title={key().allowed_addresses.join("\n")}>
              {t("onlyFrom", { count: key().allowed_addresses.length })}
            </span>
          </Show>
        </p>
      </div>
      <Show when={key().status === "active"}>
        <Button
          size="small"
          aria-label={`${key().name}: ${t("change")}`}
          onClick={() => props.onChange()}
        >
          {t("change")}
        </Button>
      </Show>
      <Show when={key().status !== "revoked"}>
        <Button
          size="small"
          aria-label={`${key().name}: ${t("revoke")}`}
          onClick={() => props.onRevoke()}
        >
          {t("revoke")}
        </Button>
      </Show>
    </li>
  );
}
