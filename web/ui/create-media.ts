import { createSignal, onCleanup } from "solid-js";

/** Whether a media query holds, as it changes. */
export function createMedia(query: string): () => boolean {
  const media = matchMedia(query);
  const [matches, setMatches] = createSignal(media.matches);
  const listen = (event: MediaQueryListEvent) => setMatches(event.matches);
  media.addEventListener("change", listen);
  onCleanup(() => media.removeEventListener("change", listen));
  return matches;
}
