import { DurableObject } from "cloudflare:workers";
import type { ToolRun, WorkspaceRpc } from "./rpc.ts";
import type { Env } from "../platform/env.ts";
import { errorFields, log } from "../platform/log.ts";
import { attempt, type Result } from "../platform/result.ts";
import { findTool } from "../tools/registry.ts";
import type { BlobStore } from "./blobs.ts";
import { carry } from "./carry.ts";
import type { Journal } from "./commit.ts";
import { deleteUnknown, destroyBodies } from "./destroy.ts";
import { downloadArchive } from "./download.ts";
import { listChanges, markCheckpoint } from "./history.ts";
import { importArchive } from "./import/import.ts";
import { liveLimits } from "./live-limits.ts";
import { createBodyCache } from "./body-cache.ts";
import { createListingCache } from "./listing-cache.ts";
import { createLock } from "./lock.ts";
import { createNotifier } from "./notify.ts";
import * as operations from "./operations.ts";
import { askRoom, tellSize } from "./owner.ts";
import { createRoom } from "./room.ts";
import { recordChanges } from "./record-changes.ts";
import { createToolRunner } from "./run-tool.ts";
import { ensureSchema } from "./schema.ts";
import { searchWorkspace } from "./search.ts";
import { listPaths, readText, treeOf, unknownBodies, usageOf } from "./views.ts";

type Rpc<Name extends keyof WorkspaceRpc> = WorkspaceRpc[Name];

const notTold = (error: unknown): void => log("warn", "size_not_told", errorFields(error));

/** How long a body may wait for its way to R2. */
const carryAfter = 1000;
/** How long the audit log is left alone after it took nothing. */
const recordAgainAfter = 30_000;

/** The files of one project. It builds what the modules need and answers over RPC. */
export class Workspace extends DurableObject<Env> implements WorkspaceRpc {
  private parts: ReturnType<typeof this.build> | undefined;

  private get use() {
    this.parts ??= this.build();
    return this.parts;
  }

  private build() {
    const { storage } = this.ctx;
    const { sql } = storage;
    ensureSchema(sql);
    const { limits, refresh } = liveLimits(this.env);
    const now = () => Date.now();
    const wake = () => this.wakeIn(carryAfter);
    const project = () =>
      storage.kv.get<string>("project") ?? this.ctx.id.name ?? String(this.ctx.id);
    const blobs: BlobStore = {
      sql,
      bucket: this.env.FILES,
      limits,
      project,
      now,
      wake,
      exclusive: createLock(),
      cache: createBodyCache(),
    };
    const notifier = createNotifier({
      sql,
      send: (session, changes, truncated) =>
        this.env.CHAT_SESSION.getByName(session).filesChanged(changes, truncated),
      later: (work, ms) => void setTimeout(() => this.ctx.waitUntil(work()), ms),
    });
    const room = createRoom({
      sql,
      ask: (bytes, spare) => askRoom(this.env, project(), bytes, spare),
      tell: (bytes, granted) =>
        tellSize(this.env, project(), { bytes, files: usageOf(sql).files, room: granted }),
      later: (work, ms) => void setTimeout(() => this.ctx.waitUntil(work().catch(notTold)), ms),
      forgot: wake,
    });
    const journal: Journal = {
      listings: createListingCache(),
      sql,
      room,
      limits,
      now,
      transaction: (work) => storage.transactionSync(work),
      changed: (changes) => {
        wake();
        room.changed();
        notifier.changed(changes);
      },
    };
    const tools = createToolRunner({ journal, blobs, findTool, ready: refresh });
    return { sql, limits, refresh, room, blobs, journal, notifier, tools, importing: createLock() };
  }

  private alarmAt = Number.POSITIVE_INFINITY;

  private wakeIn(ms: number): void {
    const at = Date.now() + ms;
    if (this.alarmAt <= at) return;
    this.alarmAt = at;
    this.ctx.waitUntil(this.ctx.storage.setAlarm(at));
  }

  private carrying: Promise<unknown> = Promise.resolve();

  override async alarm(): Promise<void> {
    this.alarmAt = Number.POSITIVE_INFINITY;
    const carrying = carry(this.use.blobs);
    const recording = this.record();
    this.carrying = Promise.allSettled([carrying, recording]);
    for (const again of await Promise.all([carrying, recording])) {
      if (again !== null) this.wakeIn(again);
    }
  }

  /** As `carry`: when to come again. */
  private async record(): Promise<number | null> {
    const { sql, blobs } = this.use;
    try {
      return (await recordChanges(sql, this.env.DB, blobs.project())) ? 0 : null;
    } catch (error) {
      log("warn", "changes_not_recorded", errorFields(error));
      return recordAgainAfter;
    }
  }

  /** After a look at what the settings allow by now. */
  private withLimits<T>(work: () => Promise<T> | T): Promise<Result<T>> {
    return attempt(async () => {
      await this.use.refresh();
      return work();
    });
  }

  async open(projectId: string) {
    this.ctx.storage.kv.put("project", projectId);
  }

  async tree() {
    await this.use.refresh();
    return treeOf(this.use);
  }

  readFile(...[path, range]: Parameters<Rpc<"readFile">>) {
    return attempt(() => operations.readFile(this.use, path, range));
  }

  createFile(...[path, body, origin]: Parameters<Rpc<"createFile">>) {
    return this.withLimits(() => operations.createFile(this.use, path, body, origin));
  }

  createDirectory(...[path, origin]: Parameters<Rpc<"createDirectory">>) {
    return attempt(() => operations.createDirectory(this.use, path, origin));
  }

  saveFile(...[path, body, version, origin]: Parameters<Rpc<"saveFile">>) {
    return this.withLimits(() => operations.saveFile(this.use, path, body, version, origin));
  }

  deletePath(...[path, origin]: Parameters<Rpc<"deletePath">>) {
    return attempt(() => operations.deletePath(this.use, path, origin));
  }

  async clear(origin: Parameters<Rpc<"clear">>[0]) {
    return operations.clear(this.use, origin);
  }

  movePath(...[from, to, origin]: Parameters<Rpc<"movePath">>) {
    return this.withLimits(() => operations.moveByPerson(this.use, from, to, origin));
  }

  importArchive(...[body, options, origin]: Parameters<Rpc<"importArchive">>) {
    const { importing } = this.use;
    return this.withLimits(() => importing(() => importArchive(this.use, body, options, origin)));
  }

  downloadArchive(...[path]: Parameters<Rpc<"downloadArchive">>) {
    return attempt(() => downloadArchive(this.use, path));
  }

  search(...[query]: Parameters<Rpc<"search">>) {
    return attempt(() => searchWorkspace(this.use, query));
  }

  async changes(...[query]: Parameters<Rpc<"changes">>) {
    return listChanges(this.use.sql, query);
  }

  readBlob(...[hash]: Parameters<Rpc<"readBlob">>) {
    return attempt(() => operations.readBlob(this.use, hash));
  }

  runTool(run: ToolRun) {
    return this.use.tools.run(run);
  }

  async cancelTool(id: string) {
    this.use.tools.cancel(id);
  }

  previewTool(run: ToolRun) {
    return this.use.tools.preview(run);
  }

  async readText(path: string) {
    return readText(this.use, path);
  }

  async listPaths(directory: string) {
    return listPaths(this.use.sql, directory);
  }

  async checkpoint(...[origin]: Parameters<Rpc<"checkpoint">>) {
    return markCheckpoint(this.use.sql, origin, Date.now());
  }

  async subscribe(sessionId: string) {
    this.use.notifier.subscribe(sessionId);
  }

  async unsubscribe(sessionId: string) {
    this.use.notifier.unsubscribe(sessionId);
  }

  async giveBack() {
    return this.use.room.giveBack();
  }

  async unknownBodies(hashes: readonly string[]) {
    return unknownBodies(this.use.sql, hashes);
  }

  async deleteUnknownBodies(hashes: readonly string[]) {
    return deleteUnknown(this.use.blobs, hashes);
  }

  async usage() {
    return usageOf(this.use.sql);
  }

  async destroy() {
    const { blobs, notifier, sql } = this.use;
    await notifier.flush();
    await this.ctx.storage.deleteAlarm();
    await this.carrying;
    // The records outlive the files.
    while (await recordChanges(sql, this.env.DB, blobs.project()));
    await destroyBodies(blobs);
    await this.ctx.storage.deleteAll();
    this.parts = undefined;
    this.alarmAt = Number.POSITIVE_INFINITY;
  }
}
