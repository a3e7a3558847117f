const quietFor = 1500;
let lastKey = -Infinity;

/** The composer tells each key press, so that the focus is never taken from somebody who types. */
export function noteTyping(): void {
  lastKey = performance.now();
}

/** A message was sent: what was typed is done, the reader now waits. */
export function noteSent(): void {
  lastKey = -Infinity;
}

const composer = () => document.querySelector<HTMLTextAreaElement>("[data-composer]");

/** Nobody is typing: the focus is nowhere, or in an empty composer that has been left alone. */
export function isComposerIdle(): boolean {
  const active = document.activeElement;
  if (active === null || active === document.body) return true;
  const field = composer();
  return active === field && field.value === "" && performance.now() - lastKey > quietFor;
}

/** On a touch screen this would open the keyboard over what is being read: there it does nothing. */
export function focusComposer(): void {
  if (!matchMedia("(pointer: coarse)").matches) composer()?.focus({ preventScroll: true });
}
