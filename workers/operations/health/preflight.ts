import type { getPreflight, PreflightName } from "#contract/admin-health";
import type { OutputOf } from "#contract/endpoint";
import { isHumanCheckOn } from "../../auth/turnstile.ts";
import { mailRouteOf } from "../../mail/transport.ts";
import type { Env } from "../../platform/env.ts";
import { isSingleUser } from "../../platform/site-mode.ts";
import { readMigrations } from "../migrations.ts";
import { listRuns } from "./job-runs.ts";

type Item = OutputOf<typeof getPreflight>["items"][number];
type Finding = Omit<Item, "name">;

const is = (state: Item["state"], value: Item["value"] = null): Finding => ({ state, value });
const okOr = (good: boolean, other: "advice" | "wrong"): Finding => is(good ? "ok" : other);

const isLocal = (env: Env): boolean => env.ENVIRONMENT === "local";
const isLong = (secret: string | undefined): boolean => (secret ?? "").length >= 32;

function publicUrl(env: Env): Finding {
  const given = env.PUBLIC_URL;
  if (!given) return is(isLocal(env) ? "advice" : "wrong");
  if (!URL.canParse(given)) return is("wrong", given);
  return is(isLocal(env) || given.startsWith("https://") ? "ok" : "wrong", new URL(given).origin);
}

/** Half a client is offered to nobody, and that is easily overlooked. */
function oauth(env: Env): Finding {
  const clients: Record<string, readonly (string | undefined)[]> = {
    github: [env.GITHUB_CLIENT_ID, env.GITHUB_CLIENT_SECRET],
    google: [env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET],
    entra: [env.ENTRA_TENANT, env.ENTRA_CLIENT_ID, env.ENTRA_CLIENT_SECRET],
    oidc: [env.OIDC_ISSUER, env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET],
  };
  const half = Object.entries(clients).filter(
    ([, parts]) => parts.some(Boolean) && !parts.every(Boolean),
  );
  return half.length === 0 ? is("ok") : is("wrong", half.map(([name]) => name).join(", "));
}

async function cron(env: Env, now: number): Promise<Finding> {
  const { items } = await listRuns(env.DB, now);
  if (items.length === 0) return is("wrong");
  const late = items.filter((job) => job.state === "late").length;
  return is(late === 0 ? "ok" : "wrong", late);
}

const number = async (env: Env, sql: string): Promise<number> =>
  (await env.DB.prepare(sql).first<{ n: number }>())?.n ?? 0;

const admins = "from user where role = 'admin' and status = 'active'";

/** One administrator who loses their key locks the console for everybody. */
async function administrators(env: Env): Promise<Finding> {
  const count = await number(env, `select count(*) as n ${admins}`);
  return is(count > 1 ? "ok" : "advice", count);
}

async function administratorFactors(env: Env): Promise<Finding> {
  const without = await number(
    env,
    `select count(*) as n ${admins}
       and not exists (select 1 from totp_secret where user_id = user.id)
       and not exists (select 1 from passkey where user_id = user.id)`,
  );
  return is(without === 0 ? "ok" : "wrong", without);
}

async function alertChannel(env: Env): Promise<Finding> {
  const count = await number(env, "select count(*) as n from alert_channel where is_enabled = 1");
  return is(count > 0 ? "ok" : "advice", count);
}

const looks: Record<PreflightName, (env: Env, now: number) => Finding | Promise<Finding>> = {
  secret_key: (env) => okOr(isLong(env.SECRET_KEY), "wrong"),
  encryption_key: (env) =>
    env.ENCRYPTION_KEY ? okOr(isLong(env.ENCRYPTION_KEY), "wrong") : is("advice"),
  environment: (env) => is(isLocal(env) ? "advice" : "ok", env.ENVIRONMENT),
  sign_in: (env) => okOr(!isSingleUser(env), "advice"),
  public_url: publicUrl,
  migrations: async (env) => {
    const { pending } = await readMigrations(env.DB);
    return is(pending === 0 ? "ok" : "wrong", pending);
  },
  cron,
  mail: (env) =>
    is(mailRouteOf(env) === "binding" && env.PUBLIC_URL ? "ok" : "advice", mailRouteOf(env)),
  model: (env) => okOr(Boolean(env.ANTHROPIC_API_KEY), "advice"),
  administrators,
  administrator_factors: administratorFactors,
  alert_channel: alertChannel,
  turnstile: (env) => okOr(isHumanCheckOn(env), "advice"),
  oauth,
  metrics_token: (env) => (env.METRICS_TOKEN ? okOr(isLong(env.METRICS_TOKEN), "wrong") : is("ok")),
  address_list: (env) => okOr(env.IP_WHITELIST_OFF !== "true", "wrong"),
  backups: () => is("by_hand"),
};

/** What a site in use should have, and whether this one has it (D-19). */
export async function preflight(
  env: Env,
  now = Date.now(),
): Promise<OutputOf<typeof getPreflight>> {
  const names = Object.keys(looks) as PreflightName[];
  const items = names.map(async (name) => Object.assign({ name }, await looks[name](env, now)));
  return { items: await Promise.all(items) };
}
