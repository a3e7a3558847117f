import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { isDark } from "../app/theme.ts";
import { language } from "../i18n/language.ts";
import { t } from "../i18n/sign-in.ts";

interface Widget {
  render(
    at: HTMLElement,
    options: {
      sitekey: string;
      callback: (token: string) => void;
      "expired-callback": () => void;
      "error-callback": () => void;
      language: string;
      theme: "dark" | "light";
    },
  ): string;
  remove(id: string): void;
}

declare global {
  interface Window {
    turnstile?: Widget;
  }
}

const address = "https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit";
let loading: Promise<Widget> | null = null;

/** Cloudflare's script comes only where a check was asked for. */
const load = (): Promise<Widget> => {
  loading ??= new Promise<Widget>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", () => {
      if (window.turnstile === undefined) reject(new Error("no widget"));
      else resolve(window.turnstile);
    });
    script.addEventListener("error", () => reject(new Error("not loaded")));
    document.head.append(script);
  }).catch((cause: unknown) => {
    loading = null;
    throw cause;
  });
  return loading;
};

/** AUTH_015: the human check; its token goes with the next try (U-052). */
export function Turnstile(props: { siteKey: string; onToken: (token: string | null) => void }) {
  const [failed, setFailed] = createSignal(false);
  let holder: HTMLDivElement | undefined;

  onMount(async () => {
    let gone = false;
    let remove = () => {};
    onCleanup(() => {
      gone = true;
      remove();
    });
    try {
      const widget = await load();
      if (gone || holder === undefined) return;
      const id = widget.render(holder, {
        sitekey: props.siteKey,
        callback: (token) => props.onToken(token),
        "expired-callback": () => props.onToken(null),
        "error-callback": () => setFailed(true),
        language: language(),
        theme: isDark() ? "dark" : "light",
      });
      remove = () => widget.remove(id);
    } catch {
      setFailed(true);
    }
  });

  return (
    <div>
      <p class="mb-2 text-sm">{t("checkFirst")}</p>
      <div ref={(element) => (holder = element)} class="min-h-16" />
      <Show when={failed()}>
        <p role="alert" class="text-sm text-bad">
          {t("checkFailed")}
        </p>
      </Show>
    </div>
  );
}
