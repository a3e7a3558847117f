import KeyRound from "lucide-solid/icons/key-round";
import { createSignal, For, Show } from "solid-js";
import type { InferOutput } from "valibot";
import { type Passkey, removePasskey, renamePasskey } from "#contract/second-factor";
import { call } from "../../client/call.ts";
import { dateTime, day, relative } from "../../i18n/format.ts";
import { t } from "../../i18n/security.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { NameDialog } from "../../ui/NameDialog.tsx";
import { toast } from "../../ui/toast.ts";
import { LastFactorDialog } from "./LastFactorDialog.tsx";

type PasskeyInfo = InferOutput<typeof Passkey>;

export function PasskeyList(props: {
  passkeys: readonly PasskeyInfo[];
  /** Removing the one there is leaves the account without a second factor. */
  isLast: boolean;
  /** The site wants a second factor, so that the last one stays. */
  required: boolean;
  hasPassword: boolean;
  onAdd: () => void;
  onChange: () => Promise<void>;
}) {
  const [renaming, setRenaming] = createSignal<PasskeyInfo | null>(null);
  const [removing, setRemoving] = createSignal<PasskeyInfo | null>(null);
  const rename = async (name: string) => {
    const one = renaming();
    if (one === null) return;
    await call(renamePasskey, { param: { id: one.id }, json: { name } });
    await props.onChange();
  };
  const remove = async () => {
    const one = removing();
    if (one === null) return;
    await call(removePasskey, { param: { id: one.id } });
    toast({ tone: "good", text: t("passkeyRemoved") });
    await props.onChange();
  };
  const stays = () => props.required && props.isLast;
  const warning = () => {
    if (!props.isLast) return t("removePasskeyText");
    const last = props.hasPassword ? t("removeLast") : t("removeLastNoPassword");
    return `${t("removePasskeyText")} ${last}`;
  };
  return (
    <div class="py-4">
      <div class="flex flex-wrap items-center gap-3">
        <h3 class="flex flex-1 items-center gap-2 font-medium">
          {t("passkeys")}
          <Badge tone={props.passkeys.length > 0 ? "good" : "quiet"}>
            {props.passkeys.length > 0 ? t("on") : t("off")}
          </Badge>
        </h3>
        <Button onClick={() => props.onAdd()}>{t("addPasskey")}</Button>
      </div>
      <Show
        when={props.passkeys.length > 0}
        fallback={<p class="text-sm text-quiet">{t("noPasskeys")}</p>}
      >
        <ul
          aria-label={t("passkeys")}
          class="mt-3 divide-y divide-line rounded-md border border-line"
        >
          <For each={props.passkeys}>
            {(one) => (
              <li class="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
                <KeyRound size={16} class="shrink-0 text-quiet" aria-hidden="true" />
                <div class="min-w-0 flex-1 basis-48">
                  <p class="flex flex-wrap items-center gap-2">
                    <span class="font-medium wrap-anywhere">{one.name}</span>
                    <Show when={one.backed_up}>
                      <Badge>{t("synced")}</Badge>
                    </Show>
                  </p>
                  <p class="text-sm text-quiet" title={dateTime(one.created_at)}>
                    {t("created", { when: day(one.created_at) })} ·{" "}
                    {one.last_used_at === null
                      ? t("neverUsed")
                      : t("lastUsed", { when: relative(one.last_used_at) })}
                  </p>
                </div>
                <Button
                  size="small"
                  aria-label={`${one.name}: ${t("rename")}`}
                  onClick={() => setRenaming(one)}
                >
                  {t("rename")}
                </Button>
                <Button
                  size="small"
                  aria-label={`${one.name}: ${t("remove")}`}
                  onClick={() => setRemoving(one)}
                >
                  {t("remove")}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <NameDialog
        open={renaming() !== null}
        onClose={() => setRenaming(null)}
        title={t("rename")}
        action={t("rename")}
        initial={renaming()?.name ?? ""}
        maxLength={60}
        onSubmit={rename}
      />
      <ConfirmDialog
        open={removing() !== null && !stays()}
        onClose={() => setRemoving(null)}
        title={t("removePasskeyTitle", { name: removing()?.name ?? "" })}
        description={warning()}
        action={t("remove")}
        danger
        onConfirm={remove}
      />
      <LastFactorDialog
        open={removing() !== null && stays()}
        onClose={() => setRemoving(null)}
        onAdd={() => props.onAdd()}
      />
    </div>
  );
}
