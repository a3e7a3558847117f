import { createSignal } from "solid-js";

export interface Toast {
  readonly id: number;
  readonly tone: "good" | "bad" | "info" | "warn";
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Stays until it is dismissed. */
  readonly stays?: boolean;
}

const [toasts, setToasts] = createSignal<readonly Toast[]>([]);
export { toasts };

let last = 0;

export const dismissToast = (id: number): void => {
  setToasts((all) => all.filter((one) => one.id !== id));
};

/** Longer where there is something to read twice, or to decide. */
const lastsOf = ({ tone, action }: Omit<Toast, "id">): number =>
  action !== undefined ? 10_000 : tone === "bad" ? 8000 : 4000;

/** Shows a passing message; the same words twice show once. Returns its id. */
export function toast(message: Omit<Toast, "id">): number {
  last += 1;
  const id = last;
  setToasts((all) =>
    [...all.filter((one) => one.text !== message.text), { ...message, id }].slice(-4),
  );
  if (message.stays !== true) {
    setTimeout(() => dismissToast(id), lastsOf(message));
  }
  return id;
}
