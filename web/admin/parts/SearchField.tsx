import Search from "lucide-solid/icons/search";
import { createUniqueId } from "solid-js";
import { fieldClass } from "../../ui/TextField.tsx";
import { createTyped } from "./create-typed.ts";

/** Searches when the typing rests. */
export function SearchField(props: {
  label: string;
  value: string;
  onSearch: (text: string, how: { readonly replace: boolean }) => void;
  class?: string;
}) {
  const id = createUniqueId();
  const typed = createTyped({
    get value() {
      return props.value;
    },
    onSend: (text, how) => props.onSearch(text, how),
  });
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
        value={typed.text()}
        onInput={(event) => typed.type(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && !event.isComposing && typed.send()}
        onFocus={typed.enter}
        onBlur={typed.send}
      />
    </div>
  );
}
