import type * as v from "valibot";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The least who may call: anybody, a guest, a user, an administrator (U-062, A-252). */
export type Access = "public" | "guest" | "user" | "admin";

/** What an API key may be given (U-053); `admin` only by and for administrators. */
export type KeyScope = "read" | "write" | "admin";

/**
 * What must have been shown again within the last minutes: `reauth` is the second factor where the
 * account has one, else the password; `second-factor` is that factor, and nothing less (U-016).
 */
export type StepUp = "reauth" | "second-factor";

type Schema = v.GenericSchema<unknown, unknown>;

/** One endpoint as data: the Worker mounts it, the SPA calls it, OpenAPI and the refusal tests walk it. */
export interface Endpoint<
  Param extends Schema | undefined = Schema | undefined,
  Query extends Schema | undefined = Schema | undefined,
  Json extends Schema | undefined = Schema | undefined,
  Output extends Schema | undefined = Schema | undefined,
> {
  readonly method: Method;
  /** Below `/api/v1` and `/api`; Hono's syntax (`:id`, `:path{.+}`). */
  readonly path: string;
  readonly access: Access;
  /** False: never with a key, as all of sign-in, factors and keys (T-19). Absent: see `keyScopeOf`. */
  readonly key?: KeyScope | false;
  /** Asks for a fresh proof; such an endpoint is never reached with a key. */
  readonly stepUp?: StepUp;
  /**
   * Never for who is an administrator for a day (U-140). Where that depends on whom or what it is done
   * to, its service asks `requireLastingRole` instead; declarations.test.ts names all three kinds.
   */
  readonly lasting?: true;
  /** Open also to an account that must first enrol a second factor or choose a new password (T-27). */
  readonly whileRestricted?: true;
  /**
   * Answers while the site is closed for maintenance (T-26): `all`, or `admin`: administrators who
   * themselves have no access then, since it is their way to open it again. Sign-in always does.
   */
  readonly duringMaintenance?: "all" | "admin";
  /** Whether an administrator may call it as somebody else (T-24). Absent: see `mayActFor`. */
  readonly acting?: boolean;
  /**
   * False: a GET that does more than read. What it hands out is on record, counted or made as it is
   * taken, or it begins something; a HEAD would do so for nothing, and is REQUEST_003.
   */
  readonly safe?: false;
  /** Not held back by the list of addresses (T-25). */
  readonly fromAnywhere?: true;
  readonly summary: string;
  readonly param?: Param;
  readonly query?: Query;
  readonly json?: Json;
  /** Absent: the answer is 204 without a body. */
  readonly output?: Output;
  /** 201 where something is created. */
  readonly created?: boolean;
  /**
   * What creates something from JSON takes an `Idempotency-Key`: sent again, it answers the same
   * and creates nothing. `own`: its handler sees to that itself.
   */
  readonly idempotency?: "own";
  /** Fields of the JSON body that user_activity may keep (T-20); nothing by default. */
  readonly record?: readonly string[];
  /** Where the handler streams or takes a raw body, it is a plain Hono handler and says so here. */
  readonly raw?: {
    readonly request?: string;
    /** Of multipart/form-data: its fields, and what each is for. */
    readonly form?: Readonly<Record<string, string>>;
    readonly response?: string;
  };
}

export function endpoint<
  Param extends Schema | undefined = undefined,
  Query extends Schema | undefined = undefined,
  Json extends Schema | undefined = undefined,
  Output extends Schema | undefined = undefined,
>(spec: Endpoint<Param, Query, Json, Output>): Endpoint<Param, Query, Json, Output> {
  return spec;
}

/** The scope a key needs here; false where no key may come. */
export function keyScopeOf(spec: Endpoint): KeyScope | false {
  if (spec.stepUp !== undefined) return false;
  if (spec.key !== undefined) return spec.key;
  if (spec.access === "admin") return "admin";
  return spec.method === "GET" ? "read" : "write";
}

/**
 * Whether an administrator may call it as somebody else (T-24): what reads, unless it is what was
 * written or said, and what says so. Never a proof, a key, an export or a deletion.
 */
export function mayActFor(spec: Endpoint): boolean {
  if (spec.access === "admin" || spec.stepUp !== undefined) return false;
  return spec.acting ?? (spec.method === "GET" && keyScopeOf(spec) === "read");
}

type In<S> = S extends Schema ? v.InferInput<S> : undefined;
type Out<S> = S extends Schema ? v.InferOutput<S> : undefined;

export type ParamOf<E> = E extends Endpoint<infer P, infer _Q, infer _J, infer _O> ? Out<P> : never;
export type QueryOf<E> = E extends Endpoint<infer _P, infer Q, infer _J, infer _O> ? Out<Q> : never;
export type JsonOf<E> = E extends Endpoint<infer _P, infer _Q, infer J, infer _O> ? Out<J> : never;
export type OutputOf<E> =
  E extends Endpoint<infer _P, infer _Q, infer _J, infer O>
    ? O extends Schema
      ? Out<O>
      : void
    : never;

export type ParamInput<E> =
  E extends Endpoint<infer P, infer _Q, infer _J, infer _O> ? In<P> : never;
export type QueryInput<E> =
  E extends Endpoint<infer _P, infer Q, infer _J, infer _O> ? In<Q> : never;
export type JsonInput<E> =
  E extends Endpoint<infer _P, infer _Q, infer J, infer _O> ? In<J> : never;
