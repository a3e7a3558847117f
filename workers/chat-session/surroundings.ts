/** What a run needs to know of the world around the session, looked up once when it begins or goes on. */
import type { Role } from "#contract/common";
import type { Model } from "../agent/model.ts";
import { rulesFor } from "../agent/roles.ts";
import type { RuleSet } from "../agent/rules.ts";
import { openModel } from "../models/open-model.ts";
import { currentModel, type CatalogueModel } from "../models/catalogue.ts";
import { openDb } from "../platform/db.ts";
import { listProjectRules } from "../projects/rules.ts";
import { requireStanding } from "../sessions/standing.ts";
import { loadPrices, type Price } from "../usage/service.ts";
import type { Workspace } from "../workspace/object.ts";
import { setupOf, type Core } from "./core.ts";
import { readMeta, writeMeta } from "./meta.ts";
import { meteredModel } from "./metering.ts";

export interface Surroundings {
  readonly model: Model;
  readonly info: CatalogueModel;
  readonly prices: readonly Price[];
  /** CLAUDE.md of the project, or null. */
  readonly memory: string | null;
  readonly project_rules: readonly string[];
}

export const workspaceOf = (core: Core): DurableObjectStub<Workspace> =>
  core.env.WORKSPACE.getByName(setupOf(core).project_id);

/** Prices and catalogue change seldom; a session asks for them once a minute at most. */
const keptFor = 60_000;

export interface Kept {
  readonly until: number;
  readonly model: string;
  readonly info: CatalogueModel;
  readonly prices: readonly Price[];
}

async function modelAndPrices(core: Core, model: string): Promise<Kept> {
  const { kept } = core.live;
  if (kept && kept.until > Date.now() && kept.model === model) return kept;
  const [info, prices] = await Promise.all([
    currentModel(core.env, model),
    loadPrices(openDb(core.env.DB)),
  ]);
  core.live.kept = { until: Date.now() + keptFor, model, info, prices };
  return core.live.kept;
}

export async function lookAround(core: Core): Promise<Surroundings> {
  const setup = setupOf(core);
  const [{ info, prices }, memory, rules, role] = await Promise.all([
    modelAndPrices(core, setup.model),
    workspaceOf(core).readText("CLAUDE.md"),
    listProjectRules(openDb(core.env.DB), setup.project_id, setup.owner.id),
    requireStanding(openDb(core.env.DB), setup.session_id, readMeta(core.sql, "key_id")),
  ]);
  core.live.stood_at = Date.now();
  noteRole(core, role);
  const model = meteredModel(core, openModel(core.env, info), { info, prices });
  return { model, info, prices, memory, project_rules: rules };
}

/** What the owner may do follows the account, not the day the session was made. */
export function noteRole(core: Core, role: Role): void {
  const setup = setupOf(core);
  if (setup.owner.role === role) return;
  writeMeta(core.sql, "setup", { ...setup, owner: { ...setup.owner, role } });
}

/** Read each time: a person may allow more, or change the mode, while the run goes on. */
export function currentRules(core: Core, around: Surroundings): RuleSet {
  const allow = [...readMeta(core.sql, "grants"), ...around.project_rules];
  return rulesFor(setupOf(core).owner.role, { deny: [], ask: [], allow });
}
