import type * as v from "valibot";
import { parse } from "valibot";
import type { Db, Statement } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import type { Origin } from "../platform/http/http.ts";
import type { JobProblem } from "./job.sql.ts";
import type { Starter } from "./starter.ts";

export type { JobProblem } from "./job.sql.ts";

type Schema = v.GenericSchema<unknown, unknown>;

export type JobResult = Readonly<Record<string, string | number>>;

/** What a step may know. Its audit rows are by `actor`, from `origin`. */
export interface JobContext {
  readonly env: Env;
  readonly db: Db;
  /** Unix milliseconds. */
  readonly now: number;
  /** Who started it; null: the site itself. */
  readonly actor: Starter | null;
  readonly origin: Origin;
  readonly job: {
    readonly id: string;
    readonly total: number | null;
    readonly done: number;
    readonly failed: number;
    readonly result: JobResult;
  };
}

/** What came of a step. */
export interface JobStep<Cursor> {
  /** The step's work in D1: one transaction with the progress, so that it happens once. */
  readonly statements?: readonly Statement[];
  /** Rows this step dealt with, those that failed among them. */
  readonly done: number;
  readonly failed?: number;
  readonly problems?: readonly JobProblem[];
  /** Where the next step begins; null: that was all. */
  readonly cursor: Cursor | null;
  /** Where only the work itself finds out. */
  readonly total?: number;
  /** Laid over the result so far. */
  readonly result?: JobResult;
  /** Once the step is stored, and never before: tell sockets, deliver mail. A crash may leave it out. */
  readonly after?: () => Promise<unknown>;
}

export interface JobKind<Params = never> {
  readonly name: string;
  readonly begin: (params: Params) => { readonly params: unknown; readonly cursor: unknown };
  readonly step: (
    context: JobContext,
    params: unknown,
    cursor: unknown,
  ) => Promise<JobStep<unknown>>;
}

/** What runs a job knows of its kind. */
export type AnyKind = Pick<JobKind, "name" | "step">;

interface Spec<Params extends Schema, Cursor extends Schema> {
  /** Its label is in `web/i18n/admin-jobs.ts`. */
  readonly name: string;
  readonly params: Params;
  readonly cursor: Cursor;
  readonly first: v.InferOutput<Cursor>;
  /** At most some 500 rows or 5 seconds; what it does outside D1 must bear being done again. */
  readonly step: (
    context: JobContext,
    params: v.InferOutput<Params>,
    cursor: v.InferOutput<Cursor>,
  ) => Promise<JobStep<v.InferOutput<Cursor>>>;
}

/** A kind of long work. Params and cursor are stored as JSON and read back through their schemas. */
export const defineJob = <Params extends Schema, Cursor extends Schema>(
  spec: Spec<Params, Cursor>,
): JobKind<v.InferOutput<Params>> => ({
  name: spec.name,
  begin: (params) => ({ params, cursor: spec.first }),
  step: (context, params, cursor) =>
    spec.step(context, parse(spec.params, params), parse(spec.cursor, cursor)),
});
