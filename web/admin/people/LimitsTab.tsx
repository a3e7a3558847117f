import { createEffect, createSignal, For, on, Show } from "solid-js";
import { setUserLimits, type UserDetail } from "#contract/admin-user";
import type { LimitKind } from "#contract/limit";
import { call } from "../../client/call.ts";
import { isApiError } from "../../client/error.ts";
import { t } from "../../i18n/admin-limits.ts";
import { t as kindName } from "../../i18n/limits.ts";
import { dayAndTime } from "../../i18n/format.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { toast } from "../../ui/toast.ts";
import { guardUnsaved } from "../../ui/unsaved.ts";
import { limitText, unitOf } from "./limit-units.ts";
import {
  draftOf,
  isSame,
  isValid,
  type LimitDraft,
  limitKinds,
  type LimitMode,
  limitsOf,
  rebase,
} from "./limits-draft.ts";

/** What a person is limited to: used, limit and where it comes from, each open to change (D-20). */
export function LimitsTab(props: { person: UserDetail; onChanged: () => Promise<void> }) {
  const stored = () => draftOf(props.person.custom_limits);
  const [draft, setDraft] = createSignal(stored());
  createEffect(
    on(stored, (now, before) => {
      setDraft(before === undefined ? now : rebase(draft(), before, now));
    }),
  );
  const change = (kind: LimitKind, patch: Partial<LimitDraft>) =>
    setDraft({ ...draft(), [kind]: { ...draft()[kind], ...patch } });
  /** Until the person is read again, the fields hold what was saved just now. */
  let saved: ReturnType<typeof draft> | undefined;
  const save = createAction(async () => {
    const limits = limitsOf(draft());
    if (limits === null) return;
    const { id, custom_limits: shown } = props.person;
    try {
      const after = await call(setUserLimits, { param: { id }, json: { limits, shown } });
      saved = setDraft(draftOf(after.custom_limits));
    } catch (error) {
      // What somebody else set shows beside what was typed, to be decided about anew.
      if (isApiError(error, "EDIT_001")) await props.onChanged();
      throw error;
    }
    toast({ tone: "good", text: t("saved") });
    await props.onChanged();
  });
  const changed = () => !isSame(draft(), stored());
  guardUnsaved(() => changed() && draft() !== saved);
  return (
    <form
      class="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void save.run();
      }}
    >
      <p class="text-sm text-quiet">{t("text")}</p>
      <ul class="divide-y divide-line rounded-lg border border-line bg-raised">
        <For each={limitKinds}>
          {(kind) => (
            <LimitRow
              kind={kind}
              person={props.person}
              draft={draft()[kind]}
              onChange={(patch) => change(kind, patch)}
            />
          )}
        </For>
      </ul>
      <Show when={save.error()}>{(error) => <ErrorState error={error()} small />}</Show>
      <div class="sticky -bottom-4 -mx-4 flex justify-end gap-2 border-t border-line bg-surface px-4 py-2">
        <Show when={changed()}>
          <Button onClick={() => setDraft(stored())}>{t("reset")}</Button>
        </Show>
        <Button
          type="submit"
          kind="primary"
          busy={save.busy()}
          disabled={!changed() || limitsOf(draft()) === null}
        >
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

const modes: readonly LimitMode[] = ["role", "own", "none"];

function LimitRow(props: {
  kind: LimitKind;
  person: UserDetail;
  draft: LimitDraft;
  onChange: (patch: Partial<LimitDraft>) => void;
}) {
  const view = () => props.person.limits.find((limit) => limit.kind === props.kind);
  const name = () => kindName(props.kind);
  const byRole = () => limitText(props.kind, props.person.role_limits[props.kind] ?? null);
  const resets = () => {
    const at = view()?.resets_at;
    return at == null ? null : kindName("resets", { when: dayAndTime(at) });
  };
  const used = () => t("usedOf", { used: limitText(props.kind, view()?.used ?? 0) });
  return (
    <li
      class="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-2 px-3 py-3"
      data-limit={props.kind}
    >
      <div class="min-w-0">
        <p class="flex flex-wrap items-center gap-2 font-medium">
          {name()}
          <Show when={view()?.source === "user"}>
            <Badge tone="accent">{t("own")}</Badge>
          </Show>
        </p>
        <p class="text-sm text-quiet tabular-nums">
          {[used(), t("default", { value: byRole() }), resets()]
            .filter((part) => part !== null)
            .join(" · ")}
        </p>
      </div>
      <p class="text-right font-semibold tabular-nums">
        {limitText(props.kind, view()?.limit ?? null)}
      </p>
      <div class="col-span-2 flex flex-wrap gap-2">
        <Select
          class="min-w-44 flex-1"
          label={t("mode", { kind: name() })}
          hideLabel
          value={props.draft.mode}
          options={modes.map((value) => ({
            value,
            label: t(`mode_${value}`, { value: byRole() }),
          }))}
          onChange={(mode) => props.onChange({ mode })}
        />
        <Show when={props.draft.mode === "own"}>
          <div class="flex min-w-40 flex-1 items-start gap-2">
            <TextField
              class="flex-1 [&_input]:text-right [&_input]:tabular-nums"
              label={t("value", { kind: name(), unit: t(`unit_${unitOf(props.kind)}`) })}
              hideLabel
              inputmode="decimal"
              autocomplete="off"
              value={props.draft.text}
              onInput={(text) => props.onChange({ text })}
              error={
                props.draft.text !== "" && !isValid(props.kind, props.draft)
                  ? t("invalid")
                  : undefined
              }
            />
            <Show when={unitOf(props.kind) !== "count"}>
              <span class="shrink-0 pt-2 text-sm text-quiet" aria-hidden="true">
                {t(`unit_${unitOf(props.kind)}`)}
              </span>
            </Show>
          </div>
        </Show>
      </div>
    </li>
  );
}
