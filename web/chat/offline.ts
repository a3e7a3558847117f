import { createSignal, onCleanup, type Accessor } from "solid-js";

/** Whether the browser knows that it has no network; a socket may notice much later. */
export function createOffline(): Accessor<boolean> {
  const [offline, setOffline] = createSignal(!navigator.onLine);
  const note = () => setOffline(!navigator.onLine);
  addEventListener("online", note);
  addEventListener("offline", note);
  onCleanup(() => {
    removeEventListener("online", note);
    removeEventListener("offline", note);
  });
  return offline;
}
