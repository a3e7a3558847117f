import X from "lucide-solid/icons/x";
import { createResource, createSignal, createUniqueId, For, onCleanup, Show } from "solid-js";
import { getUser, listUsers } from "#contract/admin-user";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-logs.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { fieldClass } from "../../ui/TextField.tsx";

const pause = 250;

/** One person of many: typed, offered, chosen. */
export function PersonFilter(props: {
  /** What they are to the rows; default: who did it. */
  label?: string;
  value: string;
  onChange: (userId: string) => void;
}) {
  const label = () => props.label ?? t("user");
  const id = createUniqueId();
  const [text, setText] = createSignal("");
  const [asked, setAsked] = createSignal("");
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const [offered] = createResource(
    () => asked().trim() || null,
    async (q) => (await call(listUsers, { query: { q, limit: "10" } })).items,
  );
  const [chosen] = createResource(
    () => props.value || null,
    async (userId) => {
      const user = await call(getUser, { param: { id: userId } }).catch(() => null);
      return user?.name ?? userId.slice(0, 8);
    },
  );
  const labelOf = (user: { name: string; email: string }) => `${user.name} <${user.email}>`;
  const people = () => (offered.state === "ready" ? offered() : (offered.latest ?? []));
  const type = (value: string) => {
    setText(value);
    const meant = people().find((user) => labelOf(user) === value);
    if (meant !== undefined) {
      setText("");
      props.onChange(meant.id);
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(() => setAsked(value), pause);
  };
  return (
    <Show
      when={props.value === ""}
      fallback={
        <span class="inline-flex h-9 shrink-0 items-center gap-1 rounded-md border border-accent bg-accent-soft pl-2.5 text-accent">
          <span data-chosen class="max-w-48 truncate">
            {label()}: {chosen.state === "ready" ? chosen() : "…"}
          </span>
          <IconButton label={t("remove", { term: label() })} onClick={() => props.onChange("")}>
            <X size={14} aria-hidden="true" />
          </IconButton>
        </span>
      }
    >
      <div class="shrink-0">
        <label for={id} class="sr-only">
          {label()}
        </label>
        <input
          id={id}
          type="text"
          class={`${fieldClass} w-56 md:@max-6xl:w-full`}
          list={`${id}-people`}
          placeholder={`${label()}: ${t("userHint")}`}
          maxlength={100}
          autocomplete="off"
          value={text()}
          onInput={(event) => type(event.currentTarget.value)}
        />
        <datalist id={`${id}-people`}>
          <For each={people()}>{(user) => <option value={labelOf(user)} />}</For>
        </datalist>
      </div>
    </Show>
  );
}
