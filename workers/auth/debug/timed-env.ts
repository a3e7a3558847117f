import type { DebugLevel } from "#contract/admin-debug";
import type { Env } from "../../platform/env.ts";

export type Note = (
  level: DebugLevel,
  event: "query" | "storage" | "object",
  ms: number,
  fields: Readonly<Record<string, unknown>>,
) => void;

/** Longer than this is worth a warning, milliseconds. */
const slow = 1000;

type Method = (...args: unknown[]) => unknown;

/** A copy of `target` whose methods are `around`'s. Binding objects need themselves as `this`. */
const wrap = <T extends object>(
  target: T,
  around: (name: string, call: Method) => Method | undefined,
): T =>
  new Proxy(target, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name);
      if (typeof value !== "function" || typeof name !== "string") return value;
      const call: Method = (...args) => Reflect.apply(value, object, args);
      return around(name, call) ?? call;
    },
  });

async function timed(
  note: Note,
  event: Parameters<Note>[1],
  fields: Readonly<Record<string, unknown>>,
  work: () => unknown,
): Promise<unknown> {
  const started = performance.now();
  try {
    const result = await work();
    const ms = performance.now() - started;
    note(ms > slow ? "WARNING" : "DEBUG", event, ms, fields);
    return result;
  } catch (error) {
    const name = error instanceof Error ? error.name : "Error";
    note("WARNING", event, performance.now() - started, { ...fields, failed: name });
    throw error;
  }
}

const maxSql = 300;

/** Statements hold no values: those are bound, and stay out. */
function timedDb(db: D1Database, note: Note): D1Database {
  const inner = new WeakMap<object, D1PreparedStatement>();
  const statement = (real: D1PreparedStatement, text: string): D1PreparedStatement => {
    const outer = wrap(real, (name, call) => {
      if (name === "bind") {
        return (...args) => statement(call(...args) as D1PreparedStatement, text);
      }
      return (...args) => timed(note, "query", { sql: text }, () => call(...args));
    });
    inner.set(outer, real);
    return outer;
  };
  return wrap(db, (name, call) => {
    if (name === "prepare") {
      return (text) => statement(call(text) as D1PreparedStatement, String(text).slice(0, maxSql));
    }
    if (name !== "batch") return undefined;
    return (list) => {
      const statements = list as D1PreparedStatement[];
      const real = statements.map((one) => inner.get(one) ?? one);
      return timed(note, "query", { batch: real.length }, () => call(real));
    };
  });
}

const timedBucket = (bucket: R2Bucket, note: Note): R2Bucket =>
  wrap(
    bucket,
    (name, call) =>
      (...args) =>
        timed(note, "storage", { operation: name }, () => call(...args)),
  );

/** A remote method is called on its stub: it is no function that could be taken along. */
const timedStub = (stub: object, of: string, note: Note): object =>
  new Proxy(stub, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name);
      if (typeof value !== "function" || typeof name !== "string" || name === "then") return value;
      const methods = object as Record<string, Method | undefined>;
      return (...args: unknown[]) =>
        timed(note, "object", { object: of, method: name }, () => methods[name]?.(...args));
    },
  });

const timedObjects = <N extends DurableObjectNamespace<never>>(
  namespace: N,
  of: string,
  note: Note,
): N =>
  wrap(namespace as N & object, (name, call) =>
    name === "getByName" || name === "get"
      ? (...args) => timedStub(call(...args) as object, of, note)
      : undefined,
  );

/** The same bindings, and how long each of their answers took. */
export const timedEnv = (env: Env, note: Note): Env => ({
  ...env,
  DB: timedDb(env.DB, note),
  FILES: timedBucket(env.FILES, note),
  CHAT_SESSION: timedObjects(env.CHAT_SESSION as never, "ChatSession", note),
  WORKSPACE: timedObjects(env.WORKSPACE as never, "Workspace", note),
  METER: timedObjects(env.METER as never, "Meter", note),
});
