interface Asked {
  readonly answer: Promise<Response>;
  readonly at: number;
}

declare global {
  /** What the page's own script asked (`web/early.ts`), which is no module of the others'. */
  var engawaAsked: Map<string, Asked> | undefined;
}

const asked = (globalThis.engawaAsked ??= new Map<string, Asked>());

/** In ms: what nobody took by then is asked anew. */
const fresh = 30_000;

/** An answer whose JSON has been read, so that whoever takes it can draw in the same turn. */
const readAhead = (answer: Response): Response | Promise<Response> =>
  answer.ok
    ? answer
        .json()
        .then((value: unknown) => Object.assign(answer, { json: () => Promise.resolve(value) }))
    : answer;

/** Asks for what a page needs first, before the code that reads it has come. */
export function askEarly(address: string): Promise<Response> {
  const answer = fetch(address, {
    credentials: "same-origin",
    headers: { "accept-language": document.documentElement.lang },
  }).then(readAhead);
  // Whoever takes it hears of the failure.
  answer.catch(() => undefined);
  asked.set(address, { answer, at: performance.now() });
  return answer;
}

/** What was asked early, once: an answer is true for the moment it was asked. */
export function takeEarly(address: string): Promise<Response> | undefined {
  const found = asked.get(address);
  asked.delete(address);
  return found !== undefined && performance.now() - found.at < fresh ? found.answer : undefined;
}
