/** Milliseconds nothing need be shown for: what comes sooner is drawn at once, with nothing in its place. */
const patience = 150;

/** Waits for something, but no longer than so many ms. Never fails: whoever needs it hears of that. */
export const inTime = (
  awaited: Promise<unknown> | undefined,
  longest: number = patience,
): Promise<unknown> =>
  Promise.race([
    Promise.resolve(awaited).catch(() => undefined),
    new Promise((done) => setTimeout(done, longest)),
  ]);
