/** People and requests for workerd tests: real rows, real cookies, the real app. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import type { Role } from "#contract/common";
import type { Endpoint } from "#contract/endpoint";
import { app } from "../app.ts";
import { user } from "../auth/user.sql.ts";
import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { named } from "../platform/text/folded-name.ts";
import { hashPassword } from "../auth/password.ts";

const origin = "http://engawa.test";
export const password = "Correct-horse-battery-9";

/** One hash for all: hashing is slow on purpose. */
let hashed: Promise<string> | undefined;

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  /** The Cookie header of a sign-in. */
  readonly cookie: string;
}

export async function createAccount(
  role: Role,
  status: typeof user.$inferSelect.status = "active",
) {
  const id = crypto.randomUUID();
  const email = `${id}@example.test`;
  const now = new Date();
  hashed ??= hashPassword(password);
  await openDb(env.DB)
    .insert(user)
    .values({
      id,
      email,
      ...named(`Person ${id.slice(0, 4)}`),
      role,
      status,
      passwordHash: await hashed,
      createdAt: now,
      updatedAt: now,
    });
  return { id, email, role };
}

/** The account's row as it stands now. */
export const accountOf = (id: string) =>
  openDb(env.DB).select().from(user).where(eq(user.id, id)).get();

export const cookieOf = (response: Response): string =>
  response.headers.get("set-cookie")?.split(";")[0] ?? "";

/** A sign-in of an account, one more where there is one. */
export const signIn = (
  { email }: { readonly email: string },
  given: string = password,
  headers: Record<string, string> = {},
): Promise<Response> =>
  request("POST", "/api/v1/auth/login", { json: { email, password: given }, headers });

export async function signUp(role: Role): Promise<Person> {
  const account = await createAccount(role);
  const response = await signIn(account);
  if (response.status !== 200) throw new Error(await response.text());
  return { ...account, cookie: cookieOf(response) };
}

interface Options {
  readonly as?: Person | null;
  readonly json?: unknown;
  readonly body?: BodyInit;
  readonly headers?: Record<string, string>;
  /** Scheme and host of the site, where it is not the usual one. */
  readonly site?: string;
  /** Bindings other than the usual ones, e.g. a site with a switch turned on. */
  readonly env?: Partial<Env>;
}

/** A request as our own page would send it. */
export async function request(
  method: string,
  path: string,
  options: Options = {},
): Promise<Response> {
  const context = createExecutionContext();
  const site = options.site ?? origin;
  const headers: Record<string, string> = {
    origin: site,
    "accept-language": "en",
    ...(options.as ? { cookie: options.as.cookie } : {}),
    ...(options.json === undefined ? {} : { "content-type": "application/json" }),
    ...options.headers,
  };
  const body = options.json === undefined ? options.body : JSON.stringify(options.json);
  const init: RequestInit = { method, headers, ...(body === undefined ? {} : { body }) };
  const response = await app.fetch(
    new Request(`${site}${path}`, init),
    options.env ? { ...env, ...options.env } : env,
    context,
  );
  await waitOnExecutionContext(context);
  return response;
}

export interface Sample {
  readonly param?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly json?: unknown;
  readonly body?: BodyInit;
}

/** The address of an endpoint with its parameters filled in. */
export function addressOf(spec: Endpoint, sample: Sample = {}): string {
  const path = spec.path.replace(/:(\w+)(\{[^}]*\})?/g, (_whole, name: string) =>
    (sample.param?.[name] ?? "missing").split("/").map(encodeURIComponent).join("/"),
  );
  const query = new URLSearchParams(sample.query).toString();
  return `/api/v1${path}${query ? `?${query}` : ""}`;
}

export const call = (as: Person | null, spec: Endpoint, sample: Sample = {}): Promise<Response> =>
  request(spec.method, addressOf(spec, sample), {
    as,
    ...(sample.json === undefined ? {} : { json: sample.json }),
    ...(sample.body === undefined ? {} : { body: sample.body }),
  });

/** The `code` of an error answer. */
export const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { error: { code: string } }).error.code;
