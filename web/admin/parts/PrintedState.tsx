import { createEffect, createSignal, onCleanup, onMount } from "solid-js";
import { createMedia } from "../../ui/create-media.ts";

const textOf = (one: Element | null | undefined): string =>
  one?.textContent?.trim().replace(/\s+/g, " ") ?? "";

const byId = (one: Element, name: string): Element | null =>
  document.getElementById(one.getAttribute(name)?.split(" ")[0] ?? "");

/** What a field chooses, in its own words; empty: nothing. */
function wordsOf(field: Element): string {
  if (field instanceof HTMLSelectElement) {
    return field.value === "" ? "" : textOf(field.selectedOptions[0]);
  }
  if (!(field instanceof HTMLInputElement)) return textOf(field);
  if (field.value === "" || field.getAttribute("aria-invalid") === "true") return "";
  const label = field.labels?.[0] ? textOf(field.labels[0]) : field.getAttribute("aria-label");
  const value = field.type === "datetime-local" ? field.value.replace("T", " ") : field.value;
  return `${label}: ${value} ${textOf(byId(field, "aria-describedby"))}`.trim();
}

const chosen =
  "[role=tab][aria-selected=true], [data-filters] :is(select, input, [aria-pressed=true], [data-chosen])";

/** What the list of a page is of, on paper: nothing there can be pressed, so that it must be said. */
export function PrintedState(props: { of: () => HTMLElement | undefined }) {
  const [words, setWords] = createSignal("");
  const isPaper = createMedia("print");
  const look = () => {
    const page = props.of();
    if (page === undefined) return;
    const fields = [...page.querySelectorAll(chosen), page.querySelector("nav [role=status]")];
    const said = fields.flatMap((one) => (one === null ? [] : wordsOf(one))).filter(Boolean);
    setWords(said.join(" · "));
  };
  createEffect(() => isPaper() && look());
  onMount(() => addEventListener("beforeprint", look));
  onCleanup(() => removeEventListener("beforeprint", look));
  return <p class="print-only-this hidden text-sm print:block">{words()}</p>;
}
