export type Answer = "allow" | "allow_session" | "deny";

const answers: Readonly<Record<string, Answer>> = { y: "allow", a: "allow_session", n: "deny" };

/** What a key press answers; null while somebody types, composes, or holds a modifier. */
export function answerOf(event: KeyboardEvent): Answer | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return null;
  if (event.repeat || event.isComposing || event.defaultPrevented) return null;
  if (isTyping(event.target)) return null;
  return answers[event.key] ?? null;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return (
    target.closest("input, textarea, select, [contenteditable], [role=dialog], [role=menu]") !==
    null
  );
}

/** Answers belong to the card that has the focus, else to the first that waits. */
export function listenForAnswers(root: HTMLElement): () => void {
  const listen = (event: KeyboardEvent) => {
    const answer = answerOf(event);
    if (!answer) return;
    const cards = root.querySelectorAll<HTMLElement>("[data-approval]");
    const focused = document.activeElement?.closest<HTMLElement>("[data-approval]");
    const card = focused && root.contains(focused) ? focused : cards[0];
    const button = card?.querySelector<HTMLButtonElement>(
      `[data-answer="${answer}"]:not(:disabled)`,
    );
    if (!button) return;
    event.preventDefault();
    button.click();
  };
  document.addEventListener("keydown", listen);
  return () => document.removeEventListener("keydown", listen);
}
