import Search from "lucide-solid/icons/search";
import { createEffect, createSignal, createUniqueId, on, onCleanup } from "solid-js";
import { fieldClass } from "../../ui/TextField.tsx";

const pause = 250;

/**
 * Searches when the typing rests. The first search of a visit to the field is a step to go back to,
 * what is typed after it replaces that step.
 */
export function SearchField(props: {
  label: string;
  value: string;
  onSearch: (text: string, how: { readonly replace: boolean }) => void;
  class?: string;
}) {
  const id = createUniqueId();
  const [typed, setTyped] = createSignal(props.value);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sent: string | undefined;
  let hasStep = false;

  const search = () => {
    clearTimeout(timer);
    timer = undefined;
    const text = typed().trim();
    if (text === props.value) return;
    sent = text;
    props.onSearch(text, { replace: hasStep });
    hasStep = true;
  };
  onCleanup(() => clearTimeout(timer));
  // Back and forward bring another text; one's own, coming back later, is not written over.
  createEffect(
    on(
      () => props.value,
      (value) => value !== sent && timer === undefined && setTyped(value),
    ),
  );
  return (
    <div class={`relative ${props.class ?? ""}`}>
      <label for={id} class="sr-only">
        {props.label}
      </label>
      <Search
        size={15}
        class="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-quiet"
        aria-hidden="true"
      />
      <input
        id={id}
        type="search"
        class={`${fieldClass} pl-8`}
        placeholder={props.label}
        maxlength={100}
        autocomplete="off"
        spellcheck={false}
        value={typed()}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          clearTimeout(timer);
          timer = setTimeout(search, pause);
        }}
        onKeyDown={(event) => event.key === "Enter" && !event.isComposing && search()}
        onFocus={() => {
          hasStep = false;
        }}
        onBlur={search}
      />
    </div>
  );
}
