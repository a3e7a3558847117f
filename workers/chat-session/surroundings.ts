/** What a run needs to know of the world around the session, looked up once when it begins or goes on. */
import type { Role } from "#contract/common";
import type { Model } from "../agent/model.ts";
import { rulesFor } from "../agent/roles.ts";
import type { RuleSet } from "../agent/rules.ts";
import { openModel } from "../models/open-model.ts";
import type { CatalogueModel } from "../models/catalogue.ts";
import { readCommandRules } from "../masters/command-rules.ts";
import { openDb } from "../platform/db.ts";
import { errorFields, log } from "../platform/log.ts";
import { listProjectRules } from "../projects/rules.ts";
import { readSettings } from "../settings/read-settings.ts";
import { isFree, isPriced } from "../usage/price.ts";
import { currentModelFor, listModelsFor, modelsOf } from "../usage/models-for.ts";
import { loadPrices, type Price } from "../usage/service.ts";
import type { Workspace } from "../workspace/object.ts";
import { standingOfTurn } from "./asker.ts";
import { setupOf, type Core } from "./core.ts";
import { lookForDebug, notedModel } from "./debug.ts";
import { readMeta, writeMeta } from "./meta.ts";
import { meteredModel } from "./metering.ts";
import { tellUnpriced } from "./tell-unpriced.ts";

export interface Surroundings {
  readonly model: Model;
  readonly info: CatalogueModel;
  readonly prices: readonly Price[];
  /** Models the owner may use, by their ids. */
  readonly offered: readonly string[];
  /** CLAUDE.md of the project, or null. */
  readonly memory: string | null;
  readonly project_rules: readonly string[];
  /** Model calls one turn may take. */
  readonly max_calls: number;
  /** The site lets the agent fetch pages, and names domains to fetch from. */
  readonly may_fetch: boolean;
}

export const workspaceOf = (core: Core): DurableObjectStub<Workspace> =>
  core.env.WORKSPACE.getByName(setupOf(core).project_id);

/** As long as settings are believed: a change is in force within ten seconds (SA-017). */
const keptFor = 5000;

export interface Kept {
  readonly until: number;
  readonly model: string;
  /** Which models the owner might use then. */
  readonly among: string;
  readonly info: CatalogueModel;
  readonly prices: readonly Price[];
  readonly offered: readonly string[];
}

async function modelAndPrices(core: Core, model: string, role: Role): Promise<Kept> {
  const { kept } = core.live;
  const among = `${role} ${modelsOf(await readSettings(core.env), role).join(" ")}`;
  const same = kept?.model === model && kept.among === among;
  if (kept && same && kept.until > Date.now()) return kept;
  const [info, prices, models] = await Promise.all([
    currentModelFor(core.env, role, model),
    loadPrices(openDb(core.env.DB)),
    listModelsFor(core.env, role),
  ]);
  if (!isPriced(prices, info.id, Date.now())) {
    core.ctx.waitUntil(
      tellUnpriced(core.env, info.id).catch((error: unknown) =>
        log("warn", "unpriced_not_told", errorFields(error)),
      ),
    );
  }
  const offered = models.map(({ id }) => id);
  core.live.kept = { until: Date.now() + keptFor, model, among, info, prices, offered };
  return core.live.kept;
}

/** Whether the session's model costs anything. What cannot be told now, its turn tells. */
export async function isPaid(core: Core): Promise<boolean> {
  const { model, owner } = setupOf(core);
  const around = await modelAndPrices(core, model, owner.role).catch(() => null);
  return around !== null && !isFree(around.prices, around.info.id, Date.now());
}

export async function lookAround(core: Core): Promise<Surroundings> {
  const setup = setupOf(core);
  const [{ info, prices, offered }, memory, rules, role, settings] = await Promise.all([
    modelAndPrices(core, setup.model, setup.owner.role),
    workspaceOf(core).readText("CLAUDE.md"),
    listProjectRules(openDb(core.env.DB), setup.project_id, setup.owner.id),
    standingOfTurn(core),
    readSettings(core.env),
    lookForDebug(core),
  ]);
  core.live.stood_at = Date.now();
  noteRole(core, role);
  const paid = meteredModel(core, openModel(core.env, info), { info, prices, offered });
  const model = notedModel(core, paid);
  const { turn_max_calls: max_calls } = settings;
  const may_fetch = settings.web_fetch && settings.web_fetch_domains.length > 0;
  return { model, info, prices, offered, memory, project_rules: rules, max_calls, may_fetch };
}

/** What the owner may do follows the account, not the day the session was made. */
export function noteRole(core: Core, role: Role): void {
  const setup = setupOf(core);
  if (setup.owner.role === role) return;
  writeMeta(core.sql, "setup", { ...setup, owner: { ...setup.owner, role } });
}

/** Before a call is decided or run: an administrator may have changed them since. */
export async function refreshCommandRules(core: Core): Promise<void> {
  core.live.command_rules = await readCommandRules(core.env);
}

/** Read each time: a person may allow more, or change the mode, while the run goes on. */
export function currentRules(core: Core, around: Surroundings): RuleSet {
  const allow = [...readMeta(core.sql, "grants"), ...around.project_rules];
  return rulesFor(setupOf(core).owner.role, { ...core.live.command_rules, allow });
}
