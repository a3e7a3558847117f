/** A local server that answers as Turnstile's siteverify does: a token is good once. */
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

export interface TurnstileServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** `human-…` is a person, once; `silent-…` gets no answer; all else is no person. */
export async function startTurnstileServer(): Promise<TurnstileServer> {
  const used = new Set<string>();
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request));
    const token = form.get("response") ?? "";
    if (token.startsWith("silent-")) return;
    const known = form.get("secret") === "turnstile-secret";
    const success = known && token.startsWith("human-") && !used.has(token);
    used.add(token);
    response.setHeader("content-type", "application/json");
    const codes = success ? [] : [known ? "timeout-or-duplicate" : "invalid-input-secret"];
    response.end(JSON.stringify({ success, "error-codes": codes }));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/siteverify`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
