import { createEffect, createSignal, on, onCleanup } from "solid-js";

const pause = 250;

/**
 * Text that is sent when the typing rests. The first sending of a visit to the field is a step to go
 * back to, what is typed after it replaces that step.
 */
export function createTyped(props: {
  readonly value: string;
  /** What is not accepted stays in the field and is not sent; default: everything is. */
  readonly accepts?: (text: string) => boolean;
  readonly onSend: (text: string, how: { readonly replace: boolean }) => void;
}) {
  const [text, setText] = createSignal(props.value);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sent: string | undefined;
  let hasStep = false;

  const rest = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const send = () => {
    rest();
    const trimmed = text().trim();
    if (trimmed === props.value || props.accepts?.(trimmed) === false) return;
    sent = trimmed;
    props.onSend(trimmed, { replace: hasStep });
    hasStep = true;
  };
  onCleanup(rest);
  // Back and forward bring another text; one's own, coming back later, is not written over.
  createEffect(
    on(
      () => props.value,
      (value) => {
        if (value !== sent && timer === undefined) setText(value);
        if (value === sent) sent = undefined;
      },
    ),
  );
  return {
    text,
    type: (value: string) => {
      setText(value);
      rest();
      timer = setTimeout(send, pause);
    },
    /** Nothing is sent that is still being typed. */
    rest,
    send,
    enter: () => {
      hasStep = false;
    },
  };
}
