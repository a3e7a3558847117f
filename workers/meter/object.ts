import { DurableObject } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { openDb } from "../platform/db.ts";
import type { Env } from "../platform/env.ts";
import { errorFields, log } from "../platform/log.ts";
import { attempt } from "../platform/result.ts";
import { project } from "../projects/project.sql.ts";
import * as bill from "./bill.ts";
import { forgetUndue, tellIfDue } from "./budget-news.ts";
import {
  addConnection,
  checkConnections,
  countConnections,
  displaceOldest,
  removeConnection,
} from "./connections.ts";
import { count, uncount } from "./counters.ts";
import { cacheFacts, loadFacts, type Facts } from "./facts.ts";
import { createPublisher, unpublish } from "./publish.ts";
import { refusal, siteIsFull } from "./refusal.ts";
import type { Connection, Count, MeterRpc, MeterView, Reserve, Settlement } from "./rpc.ts";
import { createTables } from "./schema.ts";
import * as sizes from "./sizes.ts";
import { tellBudget } from "./tell-budget.ts";
import { viewMeter } from "./view.ts";
import { countGuest, viewVisits, withVisits } from "./visitors.ts";
import { monthWindow } from "./windows.ts";

const notTold = (error: unknown): void => log("error", "budget_not_told", errorFields(error));

/**
 * One person's meter: the single writer of what they used. Every question reads and writes without
 * a pause between, so that any number of callers at once never passes a limit.
 */
export class Meter extends DurableObject<Env> implements MeterRpc {
  readonly #sql = this.ctx.storage.sql;
  readonly #facts = cacheFacts(
    (now) => loadFacts(this.env, this.#userId(), now),
    (work) => this.ctx.waitUntil(work),
  );
  readonly #publisher = createPublisher(
    this.env.KV,
    () => this.#userId(),
    () => this.view(null),
    (work) => this.ctx.waitUntil(work),
  );

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    createTables(this.#sql);
  }

  /** A key that is not known yet was made since: its own limits hold from its first request (D-15). */
  async #factsFor(keyId: string | null): Promise<Facts> {
    const facts = await this.#facts.get(Date.now());
    if (keyId === null || facts.keys.has(keyId)) return facts;
    this.#facts.forget();
    return this.#facts.get(Date.now());
  }

  count({ kinds, key_id, paid }: Count) {
    return attempt(async () => {
      const facts = await this.#factsFor(key_id);
      const now = Date.now();
      const spentUp = paid ? bill.spentUp(this.#sql, facts, key_id, now) : undefined;
      if (spentUp) {
        this.#checkBudget(facts, now);
        throw bill.refusalOf(spentUp, now);
      }
      const found = count(this.#sql, facts, kinds, key_id, now);
      if ("counted" in found) this.#publisher.changed();
      if (facts.visitors.length > 0) {
        const visit = { db: openDb(this.env.DB), visitors: facts.visitors, kinds, now };
        return countGuest(visit, found, () => uncount(this.#sql, facts, kinds, key_id, now));
      }
      if ("refused" in found) throw refusal(found.refused, now);
      return found.counted;
    });
  }

  reserve(wish: Reserve) {
    return attempt(async () => {
      const facts = await this.#factsFor(wish.key_id);
      const now = Date.now();
      bill.settle(this.#sql, wish.settled, now);
      const found = bill.reserve(this.#sql, facts, wish, now);
      this.#publisher.changed();
      this.#checkBudget(facts, now);
      if ("granted" in found) return { granted_micro_usd: found.granted };
      throw bill.refusalOf(found.refused, now, wish.least_micro_usd);
    });
  }

  async settle(settled: readonly Settlement[]) {
    const now = Date.now();
    bill.settle(this.#sql, settled, now);
    this.#publisher.changed();
    this.#checkBudget(await this.#facts.get(now), now);
  }

  async renew(reservationId: string) {
    bill.renew(this.#sql, reservationId, Date.now());
  }

  async release(reservationId: string) {
    bill.release(this.#sql, reservationId);
    this.#publisher.changed();
  }

  async adjust(month: string, keyId: string | null, microUsd: number) {
    bill.addToBill(this.#sql, "", month, microUsd);
    if (keyId !== null) bill.addToBill(this.#sql, keyId, month, microUsd);
    const now = Date.now();
    // The bill is right; who cannot be told now is told with the next call.
    const facts = await this.#facts.get(now).catch(notTold);
    if (facts && microUsd < 0 && month === monthWindow(now).key) forgetUndue(this.#sql, facts, now);
    if (facts) this.#checkBudget(facts, now);
    this.#publisher.changed();
  }

  async noteConnection(connection: Connection) {
    const { connections } = (await this.#facts.get(Date.now())).limits;
    addConnection(this.#sql, connection, Date.now());
    const over = () =>
      connections.value !== null && countConnections(this.#sql, Date.now()) > connections.value;
    if (over()) await checkConnections(this.#sql, this.#heldBy, connection.id);
    if (over()) {
      const displaced = displaceOldest(this.#sql, connections.value, connection.id);
      await Promise.allSettled(
        displaced.map(({ id, session }) => this.env.CHAT_SESSION.getByName(session).takeOver(id)),
      );
    }
    this.#publisher.changed();
  }

  async forgetConnection(connectionId: string) {
    removeConnection(this.#sql, connectionId);
    this.#publisher.changed();
  }

  makeRoom(projectId: string, bytes: number, spare = false) {
    return attempt(async () => {
      const { limits, site_storage: site } = await this.#facts.get(Date.now());
      if (site !== null && site.used >= site.quota) throw siteIsFull(site);
      const { value, source } = limits.storage_bytes;
      const ask = () => sizes.makeRoom(this.#sql, projectId, bytes, value);
      const room =
        ask() ??
        (await this.#forgetProjects().then(ask)) ??
        (spare ? null : await this.#takeBack(projectId).then(ask));
      if (room !== null) return room;
      const used = sizes.storedBytes(this.#sql);
      const view = { kind: "storage_bytes", used, limit: value, source, resets_at: null } as const;
      throw refusal(view, Date.now());
    });
  }

  async noteSize(projectId: string, bytes: number, room: number) {
    sizes.noteSize(this.#sql, projectId, bytes, room);
    this.#publisher.changed();
  }

  async ping() {}

  async limits() {
    return (await this.#facts.get(Date.now())).limits;
  }

  async view(keyId: string | null, asOfNow = false): Promise<MeterView> {
    if (asOfNow) this.#facts.forget();
    this.#checkConnectionsLater();
    const [facts, now] = [await this.#factsFor(keyId), Date.now()];
    const visits = await viewVisits(openDb(this.env.DB), facts.visitors, now);
    const view = viewMeter(this.#sql, facts, keyId, now);
    return { ...view, limits: withVisits(view.limits, visits) };
  }

  async refresh() {
    this.#facts.forget();
    this.#publisher.changed();
  }

  async destroy() {
    await unpublish(this.env, this.#userId());
    await this.ctx.storage.deleteAll();
    createTables(this.#sql);
    this.#facts.forget();
  }

  #checkedAt = 0;

  /** What a crash left on the list goes when somebody looks at it. */
  #checkConnectionsLater(): void {
    const now = Date.now();
    if (this.#checkedAt + 60_000 > now) return;
    this.#checkedAt = now;
    this.ctx.waitUntil(checkConnections(this.#sql, this.#heldBy, null));
  }

  readonly #heldBy = (session: string) =>
    this.env.CHAT_SESSION.getByName(session).openConnections();

  /** The name it was asked for by; kept, since not every wake-up brings it. */
  #userId(): string {
    const { kv } = this.ctx.storage;
    const stored = kv.get<string>("user");
    const name = this.ctx.id.name ?? stored ?? "";
    if (name !== stored) kv.put("user", name);
    return name;
  }

  /** Before somebody is refused, room that lies unused in other projects is asked back. */
  async #takeBack(projectId: string): Promise<void> {
    const asked = sizes.others(this.#sql, projectId).map(async (one) => {
      const kept = await this.env.WORKSPACE.getByName(one.id).giveBack();
      if (kept !== null) sizes.takeBack(this.#sql, one, kept);
    });
    await Promise.allSettled(asked);
  }

  async #forgetProjects(): Promise<void> {
    const rows = await openDb(this.env.DB)
      .select({ id: project.id })
      .from(project)
      .where(eq(project.ownerId, this.#userId()));
    sizes.keepProjects(
      this.#sql,
      rows.map((row) => row.id),
    );
  }

  #checkBudget(facts: Facts, now: number): void {
    const telling = tellIfDue(this.#sql, facts, now, (news) =>
      tellBudget(this.env, { ...news, user_id: this.#userId() }),
    );
    if (telling === null) return;
    this.ctx.waitUntil(telling.catch(notTold));
  }
}
