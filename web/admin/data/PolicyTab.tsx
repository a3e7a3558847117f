import { createResource, createSignal, For, Show } from "solid-js";
import { getRetentionPolicy, type RetentionPolicy, setRetentionPolicy } from "#contract/admin-data";
import { call } from "../../client/call.ts";
import { toApiError } from "../../client/error.ts";
import { t } from "../../i18n/admin-data.ts";
import { count } from "../../i18n/format.ts";
import { Button } from "../../ui/Button.tsx";
import { Loaded } from "../../ui/Loaded.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import { guardUnsaved } from "../../ui/unsaved.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { lastingOnly } from "../parts/lasting.ts";

/** As the settings have them. */
const bounds: Record<keyof RetentionPolicy, readonly [least: number, most: number]> = {
  activity_logs_days: [7, 3650],
  error_logs_days: [7, 3650],
  audit_logs_days: [365, 3650],
  security_logs_days: [730, 3650],
  session_logs_days: [1, 3650],
  deleted_projects_days: [1, 365],
  chat_history_days: [0, 3650],
};
const names = Object.keys(bounds) as (keyof RetentionPolicy)[];

/** SA-039: how long each class of data is kept. */
export function PolicyTab() {
  const [policy, { mutate, refetch }] = createResource(() => call(getRetentionPolicy));
  return (
    <Loaded resource={policy} onRetry={() => void refetch()} lines={8}>
      {(now) => (
        <PolicyForm policy={now()} onSaved={mutate} onStale={async () => void (await refetch())} />
      )}
    </Loaded>
  );
}

function PolicyForm(props: {
  policy: RetentionPolicy;
  onSaved: (policy: RetentionPolicy) => void;
  onStale: () => Promise<void>;
}) {
  const [draft, setDraft] = createSignal<Partial<Record<keyof RetentionPolicy, string>>>({});
  const [asking, setAsking] = createSignal(false);
  const shown = (name: keyof RetentionPolicy) => draft()[name] ?? String(props.policy[name]);
  const changed = () => names.filter((name) => shown(name) !== String(props.policy[name]));
  guardUnsaved(() => changed().length > 0);
  const isGood = (name: keyof RetentionPolicy) => {
    const [least, most] = bounds[name];
    return (
      /^\d{1,4}$/.test(shown(name)) && Number(shown(name)) >= least && Number(shown(name)) <= most
    );
  };
  const range = (name: keyof RetentionPolicy) => {
    const [least, most] = bounds[name];
    return t("range", { least: count(least), most: count(most) });
  };
  // As the server has it (SETTING_006).
  const errorsGoFirst = () =>
    Number(shown("error_logs_days")) < Number(shown("activity_logs_days"));
  const problemOf = (name: keyof RetentionPolicy): string | undefined => {
    if (!isGood(name)) return range(name);
    return name === "error_logs_days" && errorsGoFirst() ? t("errorsStay") : undefined;
  };
  const ready = () => changed().length > 0 && names.every((name) => problemOf(name) === undefined);
  const save = async () => {
    const days = Object.fromEntries(changed().map((name) => [name, Number(shown(name))]));
    const read = Object.fromEntries(changed().map((name) => [name, props.policy[name]]));
    try {
      props.onSaved(await call(setRetentionPolicy, { json: { ...days, shown: read } }));
    } catch (error) {
      // Somebody else was first: their value is shown beside what is typed.
      if (toApiError(error).code === "SETTING_005") await props.onStale();
      throw error;
    }
    setDraft({});
    toast({ tone: "good", text: t("saved") });
  };
  return (
    <form
      class="flex max-w-xl flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready()) setAsking(true);
      }}
    >
      <p class="text-sm text-quiet">{t("policyText")}</p>
      <For each={names}>
        {(name) => (
          <TextField
            type="number"
            class="[&_input]:max-w-40 [&_input]:text-right [&_input]:tabular-nums"
            min={bounds[name][0]}
            max={bounds[name][1]}
            label={t(name)}
            hint={range(name)}
            error={problemOf(name)}
            value={shown(name)}
            onInput={(value) => setDraft({ ...draft(), [name]: value })}
            required
          />
        )}
      </For>
      <div class="flex gap-2">
        <Button type="submit" kind="primary" disabled={!ready()} {...lastingOnly()}>
          {t("save")}
        </Button>
        <Show when={changed().length > 0}>
          <Button onClick={() => setDraft({})}>{t("discard")}</Button>
        </Show>
      </div>
      <Show when={asking()}>
        <ConfirmAction
          onClose={() => setAsking(false)}
          title={t("policyTitle")}
          text={t("policyConfirm")}
          undo={t("policyUndo")}
          action={t("save")}
          stepUp
          onConfirm={save}
        >
          <ul class="flex flex-col gap-1 text-sm">
            <For each={changed()}>
              {(name) => (
                <li class="tabular-nums">
                  {t("policyChange", {
                    name: t(name),
                    before: count(props.policy[name]),
                    after: count(Number(shown(name))),
                  })}
                </li>
              )}
            </For>
          </ul>
        </ConfirmAction>
      </Show>
    </form>
  );
}
