import { createEffect, createSignal, type JSX, lazy, Show, Suspense } from "solid-js";

export interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: string | undefined;
  children: JSX.Element;
  wide?: boolean;
}

const DialogFrame = lazy(async () => ({
  default: (await import("./DialogFrame.tsx")).DialogFrame,
}));

/** A question over the page. What it is made of loads when the first one opens. */
export function Dialog(props: DialogProps) {
  const [wanted, setWanted] = createSignal(false);
  createEffect(() => props.open && setWanted(true));
  return (
    <Show when={wanted()}>
      <Suspense>
        <DialogFrame {...props} />
      </Suspense>
    </Show>
  );
}

/** The row of buttons at the end of a dialog; the one that acts comes last. */
export function DialogActions(props: { children: JSX.Element }) {
  return <div class="mt-5 flex flex-wrap justify-end gap-2">{props.children}</div>;
}
