import { createResource, createSignal, For, Show } from "solid-js";
import {
  type Channel,
  deleteChannel,
  listChannels,
  testChannel,
  updateChannel,
} from "#contract/admin-alert-channel";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-alerts.ts";
import { t as words } from "../../i18n/admin-channels.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { CopyValue } from "../../ui/CopyValue.tsx";
import { createAction } from "../../ui/create-action.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { toast } from "../../ui/toast.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { lastingOnly } from "../parts/lasting.ts";
import { ChannelForm } from "./ChannelForm.tsx";

/** Where alerts may be sent besides the administrators; a URL is never shown again. */
export function ChannelsDialog(props: { onClose: () => void; onChanged: () => Promise<void> }) {
  const [channels, { refetch }] = createResource(() => call(listChannels));
  const [secret, setSecret] = createSignal<string | null>(null);
  const [asking, setAsking] = createSignal<{ channel: Channel; of: "delete" | "off" }>();
  const changed = async () => void (await Promise.all([refetch(), props.onChanged()]));
  // Only what was asked about: an alert that has come to stand on it since is refused.
  const meant = ({ alone_in }: Channel) =>
    alone_in.length > 0 ? { leave_unheard: "true" as const } : {};
  const remove = async (channel: Channel) => {
    const { id, name } = channel;
    await call(deleteChannel, { param: { id }, query: meant(channel) });
    toast({ tone: "good", text: words("channelDeleted", { name }) });
    await changed();
  };
  const turnOff = async (channel: Channel) => {
    const { id } = channel;
    const json = { is_enabled: false };
    await call(updateChannel, { param: { id }, json, query: meant(channel) });
    await changed();
  };
  return (
    <Show
      when={asking()}
      keyed
      fallback={
        <Dialog
          open
          wide
          onClose={props.onClose}
          title={words("manageTitle")}
          description={words("manageText")}
        >
          <div class="grid gap-6 lg:grid-cols-2">
            <Loaded resource={channels} onRetry={() => void refetch()}>
              {(found) => (
                <Show
                  when={found().items.length > 0}
                  fallback={<p class="text-quiet">{words("noChannels")}</p>}
                >
                  <ul class="flex flex-col gap-2">
                    <For each={found().items}>
                      {(channel) => (
                        <Item
                          channel={channel}
                          onChanged={changed}
                          onTurnOff={() => setAsking({ channel, of: "off" })}
                          onDelete={() => setAsking({ channel, of: "delete" })}
                        />
                      )}
                    </For>
                  </ul>
                </Show>
              )}
            </Loaded>
            <div class="flex flex-col gap-4">
              <Show when={secret()}>
                {(text) => (
                  <section aria-label={words("secretTitle")} class="flex flex-col gap-1">
                    <h3 class="font-medium">{words("secretTitle")}</h3>
                    <p class="text-sm text-quiet">{words("secretText")}</p>
                    <CopyValue label={words("secretTitle")} value={text()} />
                  </section>
                )}
              </Show>
              <ChannelForm
                onAdded={async (made) => {
                  setSecret(made.secret);
                  toast({ tone: "good", text: words("channelSaved", { name: made.name }) });
                  await changed();
                }}
              />
            </div>
          </div>
        </Dialog>
      }
    >
      {({ channel, of }) =>
        of === "off" ? (
          <ConfirmAction
            onClose={() => setAsking(undefined)}
            title={words("channelOffTitle", { name: channel.name })}
            text={aloneText(channel).trim()}
            undo={words("channelOffUndo")}
            action={words("switchOff")}
            danger
            onConfirm={() => turnOff(channel)}
          />
        ) : (
          <ConfirmAction
            onClose={() => setAsking(undefined)}
            title={words("channelDeleteTitle", { name: channel.name })}
            text={words("channelDeleteText", { count: channel.used_by }) + aloneText(channel)}
            undo={words("channelDeleteUndo")}
            action={words("channelDelete")}
            danger
            onConfirm={() => remove(channel)}
          />
        )
      }
    </Show>
  );
}

/** Which alerts reach nobody without it. */
const aloneText = ({ alone_in }: Channel): string =>
  alone_in.length === 0
    ? ""
    : words("aloneIn", {
        names: alone_in.map(({ name }) => words("named", { name })).join(words("comma")),
      });

function Item(props: {
  channel: Channel;
  onChanged: () => Promise<void>;
  onTurnOff: () => void;
  onDelete: () => void;
}) {
  const test = createAction(async () => {
    const { id, name } = props.channel;
    const { ok, outcome } = await call(testChannel, { param: { id } });
    toast({
      tone: ok ? "good" : "bad",
      text: words(ok ? "channelOk" : "channelBad", { name, outcome }),
    });
    await props.onChanged();
  });
  const turn = createAction(async () => {
    const { id, is_enabled, alone_in } = props.channel;
    // Asked only where alerts would reach nobody then.
    if (is_enabled && alone_in.length > 0) return props.onTurnOff();
    await call(updateChannel, { param: { id }, json: { is_enabled: !is_enabled } });
    await props.onChanged();
  });
  const state = () => {
    const { last_outcome } = props.channel;
    return last_outcome === null
      ? words("neverSent")
      : words("lastOutcome", { outcome: last_outcome });
  };
  return (
    <li data-channel={props.channel.kind} class="rounded-md border border-line p-3">
      <p class="flex flex-wrap items-center gap-2">
        <Badge tone="info">{t(`kind_${props.channel.kind}`)}</Badge>
        <span class="font-medium wrap-anywhere">{props.channel.name}</span>
        <Show when={!props.channel.is_enabled}>
          <Badge>{words("channelOff")}</Badge>
        </Show>
      </p>
      <p class="mt-1 font-mono text-xs wrap-anywhere text-quiet">{props.channel.target_hint}</p>
      <p class="text-sm text-quiet">
        {`${words("usedBy", { count: props.channel.used_by })} · ${state()}`}
      </p>
      <Show when={!props.channel.is_enabled && aloneText(props.channel)}>
        {(text) => <p class="text-sm text-warn">{text()}</p>}
      </Show>
      <div class="mt-2 flex flex-wrap gap-2">
        <Button size="small" busy={test.busy()} onClick={() => void test.run()}>
          {words("channelTest")}
        </Button>
        <Button size="small" busy={turn.busy()} onClick={() => void turn.run()} {...lastingOnly()}>
          {props.channel.is_enabled ? words("switchOff") : words("switchOn")}
        </Button>
        <Button size="small" onClick={() => props.onDelete()} {...lastingOnly()}>
          {words("channelDelete")}
        </Button>
      </div>
      <Show when={test.error() ?? turn.error()}>
        {(error) => <ErrorState error={error()} small />}
      </Show>
    </li>
  );
}
