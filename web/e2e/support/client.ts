import type { Account } from "#scripts/local/accounts";

export interface Client {
  readonly cookie: string;
  /** Calls below /api/v1 as the signed-in account; bytes go as they are, everything else as JSON. */
  call(method: string, path: string, body?: unknown): Promise<Response>;
  /** The same, for answers that must be good: the JSON, else an error with what was answered. */
  json<T>(method: string, path: string, body?: unknown): Promise<T>;
}

/** Signs in over HTTP, as a browser does. */
export async function signIn(url: string, account: Account): Promise<Client> {
  const send = (cookie: string, method: string, path: string, body?: unknown) => {
    const raw = body instanceof Uint8Array;
    return fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        origin: url,
        cookie,
        // A connection kept between calls is sometimes closed by the server just as the next one is sent.
        connection: "close",
        ...(body === undefined
          ? {}
          : { "content-type": raw ? "application/octet-stream" : "application/json" }),
      },
      ...(body === undefined ? {} : { body: raw ? Buffer.from(body) : JSON.stringify(body) }),
    });
  };
  const { email, password } = account;
  const answer = await send("", "POST", "/auth/login", { email, password });
  if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const call: Client["call"] = (method, path, body) => send(cookie, method, path, body);
  return {
    cookie,
    call,
    async json<T>(method: string, path: string, body?: unknown) {
      const result = await call(method, path, body);
      const text = await result.text();
      if (!result.ok) throw new Error(`${method} ${path}: ${result.status} ${text}`);
      return JSON.parse(text) as T;
    },
  };
}
