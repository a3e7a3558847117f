/** Numbered pages far down a list: each row stands on one of them, and none costs what it passes over. */
import { env } from "cloudflare:workers";
import { eq, like } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { allEndpoints as all } from "#contract/index";
import { createProject } from "#contract/project";
import { user } from "../auth/user.sql.ts";
import { openDb } from "../platform/db.ts";
import { chatSession } from "../sessions/chat-session.sql.ts";
import { addressOf, call, request, signUp, type Person } from "../testing/people.ts";
import { planOf, watchDatabase } from "../testing/plans.ts";
import { provedAdmin } from "../testing/step-up.ts";

const db = openDb(env.DB);
const many = 4230;
const limit = 100;
const mark = "deep-page";
let admin: Person;
let owner: Person;
let home: string;

/** Rows whose times are shared by three each, so that ids decide among them. */
const rows = Array.from({ length: many }, (_, n) => ({
  id: crypto.randomUUID(),
  at: new Date(Date.UTC(2020, 0, 1) + Math.floor(n / 3) * 60_000),
}));

const fill = async (statement: string, ...values: string[]) =>
  env.DB.prepare(`${statement} from json_each(?)`)
    .bind(...values, JSON.stringify(rows.map(({ id, at }) => [id, at.getTime()])))
    .run();
const [id, at] = ["value ->> 0", "value ->> 1"];

beforeAll(async () => {
  [admin, owner] = [await provedAdmin(), await signUp("user")];
  const made = await call(owner, createProject, { json: { name: mark } });
  home = ((await made.json()) as { id: string }).id;
  await fill(
    `insert into chat_session
      (id, project_id, user_id, title, model, mode, status, created_at, last_activity_at)
      select ${id}, ?, ?, 'x', 'm', 'default', 'active', ${at}, ${at}`,
    home,
    owner.id,
  );
  await fill(
    `insert into user (id, email, name, name_folded, role, status, created_at, updated_at)
      select ${id}, ${id} || ?, ?, ?, 'user', 'active', ${at}, ${at}`,
    `@${mark}.test`,
    mark,
    mark,
  );
});

afterAll(async () => {
  await db.delete(chatSession).where(eq(chatSession.projectId, home));
  await db.delete(user).where(like(user.email, `%@${mark}.test`));
});

interface Page {
  readonly items: readonly { readonly id: string }[];
  readonly total: number;
}

const walks = [
  ["sessions", all.listAllSessions, () => ({ project_id: home, sort_by: "created_at" })],
  ["people", all.listUsers, () => ({ q: mark, sort_by: "created_at" })],
] as const;

test.each(walks)(
  "of %s every row stands on one page, in either order",
  async (name, spec, asked) => {
    const pageOf = async (page: number, sort_order: "asc" | "desc") => {
      const query = { ...asked(), sort_order, page: String(page), limit: String(limit) };
      return (await (await call(admin, spec, { query })).json()) as Page;
    };
    const pages = Math.ceil(many / limit);
    const expected = rows
      .toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
      .map(({ id }) => (name === "sessions" ? `sess_${id}` : id));
    // From the last page that is read from the front to the last of all, and one beyond.
    for (const page of [1, 20, 21, 22, 23, pages - 1, pages, pages + 1]) {
      const place = [(page - 1) * limit, page * limit] as const;
      const up = await pageOf(page, "asc");
      expect(up.total).toBe(many);
      expect(
        up.items.map(({ id }) => id),
        `page ${page}`,
      ).toEqual(expected.slice(...place));
      const down = await pageOf(page, "desc");
      expect(
        down.items.map(({ id }) => id),
        `page ${page}`,
      ).toEqual(expected.toReversed().slice(...place));
    }
  },
);

const orders = ["last_activity", "created_at", "cost", "messages"];
const filters: Record<string, string>[] = [
  {},
  { run: "idle" },
  { mode: "plan" },
  { mode: "default" },
  { model: "claude-opus-5-5" },
  { status: "idle" },
];

test.each(orders.flatMap((sort_by) => filters.map((filter) => ({ sort_by, ...filter }))))(
  "of sessions %o what a page or a count passes over is read from an index alone",
  async (query) => {
    const { DB, seen } = watchDatabase();
    await request("GET", addressOf(all.listAllSessions, { query }), { as: admin, env: { DB } });
    const asked = [...seen].filter((sql) => / from "chat_session"/.test(sql));
    const plans = (await Promise.all(asked.map(planOf))).flat();
    const walks = plans.filter((step) => step.includes("(deleted_at=?"));
    expect(walks.length).toBeGreaterThanOrEqual(2);
    for (const walk of walks) expect(walk).toContain("USING COVERING INDEX chat_session_");
    expect(plans.some((step) => step.includes("USING INDEX chat_session_bypass"))).toBe(true);
  },
);
