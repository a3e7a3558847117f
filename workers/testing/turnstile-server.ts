/** A local server that answers as Turnstile's siteverify does: a token is good once. */
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

export interface TurnstileServer {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Answers that are no verdict, or not of our page, though they say it was a person. */
const strange = {
  failed: { status: 500 },
  moved: { status: 302 },
  endless: { padding: " ".repeat(100_000) },
  elsewhere: { hostname: "evil.example" },
  here: { hostname: "engawa.example" },
} as const;

/** `human-…` is a person, once; `silent-…` gets no answer; then those of `strange`; all else is no person. */
export async function startTurnstileServer(): Promise<TurnstileServer> {
  const used = new Set<string>();
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request));
    const token = form.get("response") ?? "";
    if (token.startsWith("silent-")) return;
    const known = form.get("secret") === "turnstile-secret";
    const [kind = ""] = token.split("-");
    const { status, padding, hostname }: { status?: number; padding?: string; hostname?: string } =
      Object.hasOwn(strange, kind) ? strange[kind as keyof typeof strange] : {};
    const person = kind === "human" || Object.hasOwn(strange, kind);
    const success = known && person && !used.has(token);
    used.add(token);
    response.setHeader("content-type", "application/json");
    const codes = success ? [] : [known ? "timeout-or-duplicate" : "invalid-input-secret"];
    response.statusCode = status ?? 200;
    response.end(`${JSON.stringify({ success, hostname, "error-codes": codes })}${padding ?? ""}`);
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
