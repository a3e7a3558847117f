import Lock from "lucide-solid/icons/lock";
import { createEffect, createMemo, createSignal, on, Show } from "solid-js";
import { resetSetting, type SettingItem, updateSetting } from "#contract/admin-setting";
import { call } from "../../client/call.ts";
import { toApiError } from "../../client/error.ts";
import { t as parts } from "../../i18n/admin-parts.ts";
import { t } from "../../i18n/admin-settings.ts";
import { relative } from "../../i18n/format.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { createAction } from "../../ui/create-action.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { toast } from "../../ui/toast.ts";
import { guardUnsaved } from "../../ui/unsaved.ts";
import { ConfirmAction } from "../parts/ConfirmAction.tsx";
import { isForADay } from "../parts/lasting.ts";
import { FactorForAll } from "./FactorForAll.tsx";
import { HistoryLink } from "./HistoryLink.tsx";
import { SettingControl } from "./SettingControl.tsx";
import { staysAt } from "./settings-address.ts";
import { type Draft, draftOf, isChanged, outlastsDay, valueOf } from "./setting-draft.ts";
import { showValue } from "./show-value.ts";

/** Who changed it last, and when. */
function changedText(item: SettingItem): string {
  if (item.updated_at === null) return t("atDefault");
  const time = relative(item.updated_at);
  if (item.updated_by === null) return t("changedBySystem", { time });
  return t("changedBy", { time, name: item.updated_by.name || t("someone") });
}

/** One setting: its field, where its value comes from, and its way back. */
export function SettingRow(props: { item: SettingItem; onChanged: () => Promise<unknown> }) {
  const [draft, setDraft] = createSignal(draftOf(props.item));
  const [asking, setAsking] = createSignal<"change" | "reset" | null>(null);
  // Somebody's change, or one's own, begins a new draft; reading the list again does not.
  const stored = createMemo(() => JSON.stringify([props.item.version, props.item.value]));
  createEffect(on(stored, () => setDraft(draftOf(props.item)), { defer: true }));
  const where = () => ({ category: props.item.category, key: props.item.key });
  const value = () => valueOf(props.item, draft());
  const lasts = () => isForADay() && outlastsDay(props.item);
  const isOpen = () => props.item.is_editable && !lasts();
  const changed = () => isChanged(props.item, draft());
  /** Until the list is read again, the field holds what was saved just now. */
  let saved: Draft | undefined;
  guardUnsaved(
    () => isOpen() && changed() && draft() !== saved,
    (step) => staysAt(props.item.category)(step),
  );
  const wide = () => props.item.control === "text" || props.item.control === "lines";
  const told = async () => {
    toast({ tone: "good", text: t("saved", { name: props.item.description }) });
    await props.onChanged();
  };
  const put = async () => {
    const json = { value: value(), version: props.item.version };
    try {
      const written = draft();
      await call(updateSetting, { param: where(), json });
      saved = written;
    } catch (error) {
      // Somebody else was first: their value is shown.
      if (toApiError(error).code === "SETTING_005") await props.onChanged();
      throw error;
    }
    await told();
  };
  const save = createAction(put);
  const reset = async () => {
    try {
      await call(resetSetting, { param: where(), readAt: props.item.updated_at });
    } catch (error) {
      if (toApiError(error).code === "SETTING_005") await props.onChanged();
      throw error;
    }
    await told();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (value() === undefined) return;
    if (props.item.proof === null) void save.run();
    else setAsking("change");
  };
  return (
    <form
      onSubmit={submit}
      data-setting={props.item.key}
      class="flex flex-wrap items-end gap-x-4 gap-y-2 border-t border-line py-3 first:border-t-0 first:pt-1 last:pb-0"
    >
      <div class="min-w-0 flex-1" classList={{ "basis-80": !wide(), "basis-full": wide() }}>
        <SettingControl
          item={isOpen() ? props.item : { ...props.item, is_editable: false }}
          draft={draft()}
          onChange={setDraft}
          invalid={changed() && value() === undefined}
        />
      </div>
      <div class="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-quiet">
        <Show when={props.item.proof !== null}>
          <Badge tone="warn">{t("critical")}</Badge>
        </Show>
        <Show
          when={isOpen()}
          fallback={
            <span class="inline-flex items-center gap-1">
              <Lock size={13} aria-hidden="true" />
              {props.item.is_editable ? parts("lastingOnly") : t("pinned")}
            </span>
          }
        >
          <span>{changedText(props.item)}</span>
        </Show>
        <HistoryLink item={props.item} />
        <Show when={isOpen() && !props.item.is_default && !changed()}>
          <button
            type="button"
            class="hover:text-ink hover:underline"
            aria-label={`${t("reset")}: ${props.item.description}`}
            onClick={() => setAsking("reset")}
          >
            {t("reset")}
          </button>
        </Show>
        <Show when={changed()}>
          <span class="ml-auto flex gap-2">
            <Button size="small" onClick={() => setDraft(draftOf(props.item))}>
              {t("discard")}
            </Button>
            <Button
              size="small"
              kind="primary"
              type="submit"
              busy={save.busy()}
              disabled={value() === undefined}
            >
              {t("save")}
            </Button>
          </span>
        </Show>
      </div>
      <Show when={save.error()}>
        {(error) => (
          <div class="basis-full">
            <ErrorState error={error()} small />
          </div>
        )}
      </Show>
      <Show when={asking()}>
        {(what) => (
          <ConfirmAction
            title={t("confirmTitle", { name: props.item.description })}
            text={t("confirmText", {
              before: showValue(props.item, props.item.value),
              after: showValue(props.item, what() === "reset" ? props.item.default : value()),
            })}
            undo={t("confirmUndo")}
            action={what() === "reset" ? t("reset") : t("change")}
            stepUp={props.item.proof !== null}
            onConfirm={what() === "reset" ? reset : put}
            onClose={() => setAsking(null)}
          >
            <Show
              when={what() === "change" && props.item.key === "require_2fa" && value() === true}
            >
              <FactorForAll />
            </Show>
          </ConfirmAction>
        )}
      </Show>
    </form>
  );
}
