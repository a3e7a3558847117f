import { createResource, createSignal, createUniqueId, For, Show } from "solid-js";
import { DebugLevel, enableDebug } from "#contract/admin-debug";
import { listUsers } from "#contract/admin-user";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-debug.ts";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import { guardUnsaved } from "../../ui/unsaved.ts";

const lengths = ["10", "30", "60"] as const;
const subjects = ["person", "session"] as const;
const shown = 8;

/** Whom, how closely, for how long. */
export function DebugForm(props: { onEnabled: () => void }) {
  const list = createUniqueId();
  const [subject, setSubject] = createSignal<(typeof subjects)[number]>("person");
  const [typed, setTyped] = createSignal("");
  const [level, setLevel] = createSignal<DebugLevel>("INFO");
  const [minutes, setMinutes] = createSignal<(typeof lengths)[number]>("30");
  const [reason, setReason] = createSignal("");
  const [found] = createResource(
    () => (subject() === "person" && typed().trim().length >= 2 ? typed().trim() : null),
    async (q) => (await call(listUsers, { query: { q, limit: String(shown) } })).items,
  );
  const people = () => (found.state === "ready" ? found() : (found.latest ?? []));
  const chosen = () => people().find((one) => one.email === typed().trim());
  const about = () => {
    if (subject() === "session") {
      const id = typed().trim();
      return /^(sess_)?[0-9a-f-]{36}$/i.test(id) ? { session_id: id } : null;
    }
    const id = chosen()?.id;
    return id === undefined ? null : { user_id: id };
  };
  guardUnsaved(() => typed() !== "" || reason() !== "");
  const enable = createAction(async () => {
    const whom = about();
    if (whom === null) return;
    const why = reason().trim();
    const scope = await call(enableDebug, {
      json: {
        ...whom,
        level: level(),
        minutes: Number(minutes()),
        ...(why === "" ? {} : { reason: why }),
      },
    });
    setTyped("");
    setReason("");
    toast({ tone: "good", text: t("enabled", { name: scope.user.name }) });
    props.onEnabled();
  });
  return (
    <form
      class="grid max-w-3xl gap-4 @xl:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (about() !== null) void enable.run();
      }}
    >
      <Select
        label={t("subject")}
        value={subject()}
        options={subjects.map((value) => ({ value, label: t(value) }))}
        onChange={(value) => {
          setSubject(value);
          setTyped("");
        }}
      />
      <Show
        when={subject() === "person"}
        fallback={
          <TextField
            label={t("sessionId")}
            hint={t("sessionHint")}
            value={typed()}
            onInput={setTyped}
            autocomplete="off"
            required
          />
        }
      >
        <TextField
          label={t("person")}
          hint={chosen()?.name ?? t("personHint")}
          value={typed()}
          onInput={setTyped}
          list={list}
          autocomplete="off"
          required
        />
        <datalist id={list}>
          <For each={people()}>{(one) => <option value={one.email}>{one.name}</option>}</For>
        </datalist>
      </Show>
      <Select
        label={t("level")}
        value={level()}
        options={DebugLevel.options.map((value) => ({ value, label: t(`level_${value}`) }))}
        onChange={setLevel}
      />
      <Select
        label={t("minutes")}
        value={minutes()}
        options={lengths.map((value) => ({ value, label: t("minutesOf", { minutes: value }) }))}
        onChange={setMinutes}
      />
      <div class="@xl:col-span-2">
        <TextField label={t("reason")} value={reason()} onInput={setReason} maxlength={500} />
      </div>
      <Show when={enable.error()}>{(error) => <ErrorState error={error()} small />}</Show>
      <div class="@xl:col-span-2">
        <Button type="submit" kind="primary" busy={enable.busy()} disabled={about() === null}>
          {t("enable")}
        </Button>
      </div>
    </form>
  );
}
