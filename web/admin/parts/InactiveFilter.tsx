import { createEffect, createSignal, createUniqueId, For, on, Show } from "solid-js";
import { mostInactiveDays } from "#contract/common";
import { t } from "../../i18n/admin-parts.ts";
import { count } from "../../i18n/format.ts";
import { FieldNote } from "../../ui/FieldNote.tsx";
import { createTyped } from "./create-typed.ts";
import { inactiveParam } from "./inactive.ts";

const usual = ["7", "30", "60", "90", "180"] as const;

/** For how many days at least nothing happened: any number, the usual ones offered. */
export function InactiveFilter(props: {
  value: number | undefined;
  /** What the address asks for instead of a number; nothing is filtered by it. */
  unread: string | undefined;
  onChange: (days: number | undefined, how: { readonly replace: boolean }) => void;
}) {
  const id = createUniqueId();
  /** There is text in the field that is no number: the browser keeps it to itself. */
  const [strange, setStrange] = createSignal(false);
  const most = count(mostInactiveDays);
  const fits = (text: string) => text === "" || inactiveParam.read(text) !== undefined;
  const typed = createTyped({
    get value() {
      return inactiveParam.write(props.value) ?? props.unread ?? "";
    },
    accepts: (text) => !strange() && fits(text),
    onSend: (text, how) => props.onChange(inactiveParam.read(text), how),
  });
  createEffect(
    on(
      () => [props.value, props.unread],
      () => setStrange(false),
    ),
  );
  const isWrong = () => strange() || !fits(typed.text());
  const type = (field: HTMLInputElement) => {
    setStrange(field.validity.badInput);
    if (strange()) typed.rest();
    else typed.type(field.value);
  };
  return (
    <div class="relative flex shrink-0 flex-col gap-1 md:@max-6xl:col-span-2">
      <div
        class="flex h-9 items-center gap-1.5 rounded-md border bg-raised px-2.5 pointer-coarse:h-11"
        classList={{
          "border-bad": isWrong(),
          "border-accent": !isWrong() && props.value !== undefined,
          "border-edge": !isWrong() && props.value === undefined,
        }}
      >
        <label for={id} class="shrink-0">
          {t("inactive")}
        </label>
        <input
          id={id}
          type="number"
          class="h-full w-20 min-w-0 bg-transparent text-right tabular-nums"
          min={1}
          max={mostInactiveDays}
          step={1}
          list={`${id}-usual`}
          placeholder={t("any")}
          autocomplete="off"
          aria-invalid={isWrong()}
          aria-describedby={isWrong() ? `${id}-days ${id}-note` : `${id}-days`}
          value={typed.text()}
          onInput={(event) => type(event.currentTarget)}
          onKeyDown={(event) => event.key === "Enter" && !event.isComposing && typed.send()}
          onFocus={typed.enter}
          onBlur={typed.send}
        />
        <span id={`${id}-days`} class="shrink-0 text-quiet">
          {t("inactiveDays")}
        </span>
        <datalist id={`${id}-usual`}>
          <For each={usual}>{(days) => <option value={days} />}</For>
        </datalist>
      </div>
      <Show when={isWrong()}>
        <div
          role="alert"
          class="md:absolute md:top-full md:z-10 md:mt-1 md:rounded-md md:border md:border-line md:bg-raised md:px-2 md:py-1"
        >
          <FieldNote
            id={`${id}-note`}
            error={
              typed.text() === props.unread
                ? t("inactiveUnread", { text: props.unread, most })
                : t("inactiveWrong", { most })
            }
          />
        </div>
      </Show>
    </div>
  );
}
