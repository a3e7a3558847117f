import { createSignal, Show, useContext } from "solid-js";
import { type Channel, ChannelKind, createChannel } from "#contract/admin-alert-channel";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-alerts.ts";
import { t as words } from "../../i18n/admin-channels.ts";
import { language } from "../../i18n/language.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { NothingUnsaved } from "../../ui/unsaved.ts";
import { lastingOnly } from "../parts/lasting.ts";

const listOf = (text: string): string[] =>
  text
    .split(/[,、\s]+/)
    .map((one) => one.trim())
    .filter(Boolean);

/** A place to send alerts to. What is typed here is not shown again. */
export function ChannelForm(props: {
  onAdded: (made: Channel & { secret: string | null }) => Promise<void>;
}) {
  const [kind, setKind] = createSignal<ChannelKind>("SLACK");
  const [name, setName] = createSignal("");
  const [target, setTarget] = createSignal("");
  const [spoken, setSpoken] = createSignal(language());
  const saved = useContext(NothingUnsaved);
  const add = createAction(async () => {
    const common = { name: name().trim(), language: spoken() };
    const chosen = kind();
    const made = await call(createChannel, {
      json:
        chosen === "EMAIL"
          ? { kind: chosen, ...common, addresses: listOf(target()) }
          : { kind: chosen, ...common, url: target().trim() },
    });
    setName("");
    setTarget("");
    saved?.();
    await props.onAdded(made);
  });
  const label = () =>
    kind() === "EMAIL"
      ? words("addresses")
      : kind() === "SLACK"
        ? words("slackUrl")
        : words("webhookUrl");
  return (
    <form
      class="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void add.run();
      }}
    >
      <div class="grid grid-cols-2 gap-3">
        <Select
          label={t("kind")}
          value={kind()}
          options={ChannelKind.options.map((value) => ({ value, label: t(`kind_${value}`) }))}
          onChange={setKind}
        />
        <Select
          label={words("language")}
          value={spoken()}
          options={(["ja", "en"] as const).map((value) => ({ value, label: words(value) }))}
          onChange={setSpoken}
        />
      </div>
      <TextField
        label={words("channelName")}
        value={name()}
        onInput={setName}
        maxlength={100}
        autocomplete="off"
        required
      />
      <TextField
        label={label()}
        hint={kind() === "WEBHOOK" ? words("webhookHint") : undefined}
        value={target()}
        onInput={setTarget}
        maxlength={500}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        required
      />
      <Show when={add.error()}>{(error) => <ErrorState error={error()} small />}</Show>
      <div>
        <Button
          type="submit"
          kind="primary"
          busy={add.busy()}
          disabled={name().trim() === "" || target().trim() === ""}
          {...lastingOnly()}
        >
          {words("addChannel")}
        </Button>
      </div>
    </form>
  );
}
