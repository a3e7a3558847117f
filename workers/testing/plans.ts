/** Which statements a piece of work prepares, and how SQLite would carry them out. */
import { env } from "cloudflare:workers";

/** The database, and the texts of the statements that go through it. */
export function watchDatabase(): { readonly DB: D1Database; readonly seen: ReadonlySet<string> } {
  const seen = new Set<string>();
  const DB = new Proxy(env.DB, {
    get: (db, name) => {
      const value: unknown = Reflect.get(db, name);
      if (typeof value !== "function") return value;
      return (...args: unknown[]): unknown => {
        if (name === "prepare") seen.add(String(args[0]));
        return Reflect.apply(value, db, args);
      };
    },
  });
  return { DB, seen };
}

/** The steps of a statement. */
export async function planOf(statement: string): Promise<string[]> {
  const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${statement}`)
    .bind(...Array.from(statement.matchAll(/\?/g), () => 1))
    .all<{ detail: string }>();
  return results.map((row) => row.detail);
}
