/** The list of activity as an administrator reads it, for tests: from the year their rows are of. */
import * as contract from "#contract/admin-activity";
import type { Activity } from "#contract/admin-activity";
import type { Endpoint, OutputOf } from "#contract/endpoint";
import { call, type Person } from "./people.ts";

type List = OutputOf<typeof contract.listActivity>;

export function listAs(admin: Person) {
  async function ask(query: Record<string, string>, spec: Endpoint = contract.listActivity) {
    const answer = await call(admin, spec, { query: { start_date: "2031-01-01", ...query } });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as List;
  }

  /** Page by page to the end; beside many other rows a page may be a part of one. */
  async function walk(query: Record<string, string>, to: "next_cursor" | "prev_cursor") {
    const rows: Activity[] = [];
    let last = await ask(query);
    for (;;) {
      rows.push(...last.items);
      const cursor = last[to];
      if (cursor === null) return { rows, last };
      last = await ask({ ...query, cursor });
    }
  }

  return { ask, walk };
}

export type ActivityReader = ReturnType<typeof listAs>;
