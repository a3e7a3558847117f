import Check from "lucide-solid/icons/check";
import Copy from "lucide-solid/icons/copy";
import { createEffect, createSignal, onCleanup, Show } from "solid-js";
import { t } from "../i18n/chat.ts";
import { highlight } from "./highlight.ts";

/** Code with its language and a button to copy it. Coloured once it stands still. */
export function CodeBlock(props: { code: string; language: string; growing?: boolean }) {
  const [element, setElement] = createSignal<HTMLElement>();
  let shown = "";

  createEffect(() => {
    const code = props.code;
    const target = element();
    if (!target) return;
    const last = target.lastChild;
    // While it grows, only what is new is added: the selection of a reader stays.
    if (shown !== "" && code.startsWith(shown) && last instanceof Text && !target.children.length)
      last.appendData(code.slice(shown.length));
    else target.textContent = code;
    shown = code;
  });

  createEffect(() => {
    const { code, language } = props;
    if (props.growing || language === "") return;
    let current = true;
    onCleanup(() => (current = false));
    void highlight(code, language).then((nodes) => {
      if (current && nodes) element()?.replaceChildren(nodes);
    });
  });

  return (
    <figure class="chat-code group/code">
      <figcaption class="flex h-7 items-center gap-2 pr-1 pl-3 text-xs text-quiet">
        <span class="flex-1 font-mono">{props.language}</span>
        <CopyButton text={() => props.code} label={t("copyCode")} />
      </figcaption>
      <pre tabindex="0" aria-label={props.language || undefined}>
        <code ref={setElement} />
      </pre>
    </figure>
  );
}

/** Copies, and says for a moment that it did. */
export function CopyButton(props: { text: () => string; label: string; class?: string }) {
  const [done, setDone] = createSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(props.text());
    setDone(true);
    setTimeout(() => setDone(false), 1500);
  };
  return (
    <button
      type="button"
      aria-label={done() ? t("copied") : props.label}
      title={props.label}
      onClick={() => void copy()}
      class={`inline-flex size-6 items-center pointer-coarse:size-9 justify-center rounded-sm text-quiet hover:bg-sunken hover:text-ink ${props.class ?? ""}`}
    >
      <Show when={done()} fallback={<Copy size={13} />}>
        <Check size={13} class="text-good" />
      </Show>
    </button>
  );
}
