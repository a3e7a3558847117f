import { createResource, createSignal, Show } from "solid-js";
import { type Account, changeEmail, getAccount, updateAccount } from "#contract/account";
import type { JsonInput } from "#contract/endpoint";
import { isAlone, loadMe } from "../../app/session.ts";
import { type Theme } from "../../app/theme.ts";
import { call } from "../../client/call.ts";
import { t as common } from "../../i18n/common.ts";
import { t as account } from "../../i18n/account.ts";
import { clock, dateTime, day } from "../../i18n/format.ts";
import { t } from "../../i18n/profile.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { NameDialog } from "../../ui/NameDialog.tsx";
import { Section } from "../../ui/Section.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import { guardUnsaved } from "../../ui/unsaved.ts";

const themes: readonly Theme[] = ["system", "light", "dark"];

export function ProfilePage() {
  const [mine, { refetch, mutate }] = createResource(() => call(getAccount));
  return (
    <Loaded resource={mine} onRetry={() => void refetch()} lines={6}>
      {(one) => <Profile account={one()} onChange={mutate} />}
    </Loaded>
  );
}

function Profile(props: { account: Account; onChange: (next: Account) => void }) {
  const [name, setName] = createSignal(props.account.name);
  guardUnsaved(() => name().trim() !== props.account.name);
  const save = createAction(async (json: JsonInput<typeof updateAccount>) => {
    props.onChange(await call(updateAccount, { json }));
    // Language, theme and zone take effect through the person they belong to.
    await loadMe();
    toast({ tone: "good", text: t("saved") });
  });
  const zones = () => [
    ...new Set([props.account.time_zone, ...Intl.supportedValuesOf("timeZone"), "UTC"]),
  ];

  return (
    <>
      <Section title={t("about")}>
        <form
          class="flex max-w-md flex-col items-start gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            void save.run({ name: name().trim() });
          }}
        >
          <TextField
            class="w-full"
            label={t("name")}
            hint={t("nameHint")}
            autocomplete="name"
            required
            maxlength={100}
            value={name()}
            onInput={setName}
          />
          <Button
            type="submit"
            kind="primary"
            busy={save.busy()}
            disabled={name().trim() === "" || name().trim() === props.account.name}
          >
            {common("save")}
          </Button>
          <p class="text-sm text-quiet">
            {account(`role_${props.account.role}`)} · {t("since")}{" "}
            <time datetime={props.account.created_at} title={dateTime(props.account.created_at)}>
              {day(props.account.created_at)}
            </time>
          </p>
        </form>
      </Section>
      <Section title={t("look")} text={t("lookText")}>
        <div class="grid max-w-2xl gap-4 sm:grid-cols-2">
          <Select
            label={t("language")}
            value={props.account.language ?? "browser"}
            options={[
              { value: "browser", label: t("byBrowser") },
              { value: "ja", label: "日本語" },
              { value: "en", label: "English" },
            ]}
            onChange={(value) => void save.run({ language: value === "browser" ? null : value })}
          />
          <Select
            label={t("theme")}
            value={props.account.theme}
            options={themes.map((value) => ({ value, label: account(`theme_${value}`) }))}
            onChange={(theme) => void save.run({ theme })}
          />
          <Select
            class="sm:col-span-2"
            label={t("timeZone")}
            hint={t("timeZoneHint", { now: clock(Date.now()) })}
            value={props.account.time_zone}
            options={zones().map((value) => ({ value, label: value.replaceAll("_", " ") }))}
            onChange={(zone) => void save.run({ time_zone: zone })}
          />
        </div>
        <Show when={save.error()}>
          {(shown) => (
            <div class="mt-3">
              <ErrorState error={shown()} small />
            </div>
          )}
        </Show>
      </Section>
      <Show when={!isAlone()}>
        <Address account={props.account} onChange={props.onChange} />
      </Show>
    </>
  );
}

function Address(props: { account: Account; onChange: (next: Account) => void }) {
  const [changing, setChanging] = createSignal(false);
  const change = async (email: string) => {
    props.onChange(await call(changeEmail, { json: { email } }));
    toast({ tone: "good", text: t("mailSent", { email }) });
  };
  return (
    <Section
      title={t("address")}
      text={t("addressText")}
      action={<Button onClick={() => setChanging(true)}>{t("changeAddress")}</Button>}
    >
      <p class="font-medium wrap-anywhere">{props.account.email}</p>
      <Show when={props.account.pending_email}>
        {(email) => (
          <p class="mt-2 flex flex-wrap items-center gap-2 text-sm">
            <Badge tone="warn">{t("pending", { email: email() })}</Badge>
          </p>
        )}
      </Show>
      <NameDialog
        open={changing()}
        onClose={() => setChanging(false)}
        title={t("changeAddress")}
        label={t("newAddress")}
        hint={t("changeText")}
        action={t("sendMail")}
        maxLength={254}
        onSubmit={change}
      />
    </Section>
  );
}
