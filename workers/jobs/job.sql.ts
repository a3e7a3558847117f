import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { id, instant, json } from "../platform/columns.ts";
import type { Origin } from "../platform/http/http.ts";

/** What could not be done, in words of both languages, with where it stood. */
export interface JobProblem {
  readonly row?: number;
  readonly subject?: string;
  readonly ja: string;
  readonly en: string;
}

/** Long work, done in steps; see start-job.ts. */
export const job = sqliteTable(
  "job",
  {
    id: id().primaryKey(),
    kind: text("kind", { length: 50 }).notNull(),
    state: text("state", {
      enum: ["waiting", "running", "done", "failed", "cancelled"],
    }).notNull(),
    /** How many steps are behind it: the one that comes next has this number. */
    step: integer("step").notNull().default(0),
    /** How often the step that comes next has failed. */
    attempts: integer("attempts").notNull().default(0),
    /** Who runs the next step now; it counts as long as the heartbeat is young. */
    claim: id("claim"),
    /** Null: not known. */
    total: integer("total"),
    done: integer("done").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    params: json<unknown>("params").notNull(),
    /** Where the next step begins; the kind's own. */
    cursor: json<unknown>("cursor"),
    result: json<Record<string, string | number>>("result"),
    /** The first hundred. */
    problems: json<JobProblem[]>("problems").notNull(),
    /** A code of the error registry. */
    error: text("error", { length: 50 }),
    /** The job whose changes this one takes back. */
    takesBack: id("takes_back"),
    /** Null: the site itself. */
    createdBy: id("created_by"),
    origin: json<Origin>("origin").notNull(),
    /** Of jobs with the same one, one waits or runs at a time. */
    exclusive: text("exclusive", { length: 100 }),
    /** Of jobs with the same one, there is ever one. */
    once: text("once", { length: 100 }),
    cancelAsked: instant("cancel_asked"),
    createdAt: instant("created_at").notNull(),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
    heartbeat: instant("heartbeat").notNull(),
  },
  (t) => [
    index("job_created").on(sql`${t.createdAt} desc`),
    index("job_state").on(t.state, t.heartbeat),
    index("job_kind").on(t.kind, sql`${t.createdAt} desc`),
    uniqueIndex("job_exclusive")
      .on(t.exclusive)
      .where(sql`state in ('waiting', 'running')`),
    uniqueIndex("job_once").on(t.once),
    index("job_takes_back")
      .on(t.takesBack)
      .where(sql`${t.takesBack} is not null`),
  ],
);
