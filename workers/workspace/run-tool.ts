/** Running one tool call: guarded files, the session's ledger and shell, cancellable. */
import type { ToolDisplay } from "#contract/chat";
import type { ToolOutcome } from "../agent/tool.ts";
import { errorFields, log } from "../platform/log.ts";
import { failed } from "../tools/outcome.ts";
import type { ToolContext, WorkspaceTool } from "../tools/tool.ts";
import type { BlobStore } from "./blobs.ts";
import type { Journal } from "./commit.ts";
import { readLedger, shellState, toolFiles } from "./files.ts";
import type { ToolRun } from "./rpc.ts";

export interface ToolRunner {
  run(run: ToolRun): Promise<ToolOutcome>;
  cancel(id: string): void;
  preview(run: ToolRun): Promise<ToolDisplay | null>;
}

interface RunnerDeps {
  readonly journal: Journal;
  readonly blobs: BlobStore;
  /** Its tools check their input and tell refusals in words; what they throw is a bug. */
  findTool(name: string): WorkspaceTool | undefined;
  /** What must be known before a tool begins. */
  ready?(): Promise<void>;
}

export function createToolRunner({ journal, blobs, findTool, ready }: RunnerDeps): ToolRunner {
  const running = new Map<string, AbortController>();

  const contextOf = (run: ToolRun, readOnly: boolean, signal: AbortSignal): ToolContext => ({
    files: toolFiles(journal, blobs, run.origin, { readOnly, signal }),
    ledger: readLedger(journal.sql, run.origin.session_id),
    shell: shellState(journal.sql, run.origin.session_id),
    policy: run.policy,
    signal,
    now: journal.now,
  });

  return {
    async run(run) {
      const tool = findTool(run.name);
      if (!tool) return failed(`There is no tool named ${run.name}.`);
      const controller = new AbortController();
      const { signal } = controller;
      running.set(run.id, controller);
      const stopped = new Promise<ToolOutcome>((resolve) => {
        signal.addEventListener("abort", () => resolve(failed("The user stopped this tool.")));
      });
      try {
        const context = contextOf(run, run.policy.read_only, signal);
        const begin = async () => {
          await ready?.();
          return signal.aborted ? stopped : tool.run(run.input, context);
        };
        return await Promise.race([begin(), stopped]);
      } catch (error) {
        if (signal.aborted) return await stopped;
        report(run.name, error);
        return failed(`${run.name} failed because of an error inside the workspace.`);
      } finally {
        running.delete(run.id);
      }
    },
    cancel(id) {
      running.get(id)?.abort();
    },
    async preview(run) {
      const tool = findTool(run.name);
      const { signal } = new AbortController();
      try {
        return (await tool?.preview?.(run.input, contextOf(run, true, signal))) ?? null;
      } catch (error) {
        report(run.name, error);
        return null;
      }
    },
  };
}

/** A bug, whole, for the log; the model learns only that there was one. */
const report = (tool: string, error: unknown): void =>
  log("error", "tool_bug", { tool, ...errorFields(error) });
