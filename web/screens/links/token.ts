import { type Accessor, createSignal, onCleanup } from "solid-js";

/** Out of the address bar and the history at once. */
function take(): string | null {
  const fragment = location.hash.slice(1);
  if (fragment === "") return null;
  history.replaceState(history.state, "", location.pathname + location.search);
  return decodeURIComponent(fragment.replace(/^token=/, ""));
}

/**
 * The token of a mail's link, which travels as the fragment: no server sees it. Another link opened
 * in the same window is another token.
 */
export function createToken(): { token: Accessor<string | null>; forget: () => void } {
  const [token, setToken] = createSignal(take());
  const again = () => {
    const next = take();
    if (next !== null) setToken(next);
  };
  addEventListener("hashchange", again);
  onCleanup(() => removeEventListener("hashchange", again));
  return { token, forget: () => setToken(null) };
}
