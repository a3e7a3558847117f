import type { Db } from "../../platform/db.ts";
import type { Env } from "../../platform/env.ts";
import type { Actor, Origin } from "../../platform/http/http.ts";
import { changeState, type StateChange } from "./change-state.ts";

/** Who does what to whom. */
export interface Act {
  readonly env: Env;
  readonly db: Db;
  readonly actor: Actor;
  readonly id: string;
  readonly origin: Origin;
  readonly reason?: string | undefined;
}

export const change = ({ db, actor, id, origin, reason }: Act, what: StateChange) =>
  changeState(db, actor, id, { reason, ...what }, origin);
