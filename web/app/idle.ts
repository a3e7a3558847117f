/** Runs something after what was begun before, within a second: what is shown first is asked first. Answers how to forget it. */
export function whenIdle(run: () => void): () => void {
  // Safari has no such moment to offer.
  if (!("requestIdleCallback" in window)) {
    const timer = setTimeout(run, 50);
    return () => clearTimeout(timer);
  }
  const waiting = requestIdleCallback(run, { timeout: 1000 });
  return () => cancelIdleCallback(waiting);
}

/** Waits for that moment. */
export const idle = (): Promise<void> => new Promise((go) => whenIdle(go));
