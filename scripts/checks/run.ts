import { availableParallelism } from "node:os";
import { fail } from "../local/fail.ts";
import { run } from "../setup/children.ts";
import { checkArchitecture, readTree } from "./architecture/tree.ts";
import { checkDependencies } from "./dependencies.ts";
import { checkFirstLoad } from "./first-load.ts";
import { checkMigrations } from "./migrations.ts";

interface Result {
  readonly ok: boolean;
  /** Shown when it failed. */
  readonly output: string;
  /** Shown beside the name in any case. */
  readonly note?: string;
}

interface Check {
  readonly name: string;
  readonly run: () => Promise<Result>;
}

const command = (name: string, program: string, ...args: string[]): Check => ({
  name,
  async run() {
    const { code, output } = await run(program, args, { env: { NO_COLOR: "1" } });
    return { ok: code === 0, output };
  },
});

async function architecture(): Promise<Result> {
  const { violations, long } = checkArchitecture(readTree());
  return {
    ok: violations.length === 0,
    output: violations.join("\n"),
    ...(long.length === 0 ? {} : { note: `over 300 lines: ${long.join(", ")}` }),
  };
}

async function dependencies(): Promise<Result> {
  const violations = checkDependencies();
  return { ok: violations.length === 0, output: violations.join("\n") };
}

const checks: readonly Check[] = [
  command("lint", "oxlint", "--quiet"),
  command("types: Worker", "tsc", "-p", "workers"),
  command("types: web", "tsc", "-p", "web"),
  command("types: scripts", "tsc", "-p", "."),
  command("types: browser tests", "tsc", "-p", "web/e2e"),
  command("types: Pages front", "tsc", "-p", "web/functions"),
  command("unused code", "knip", "--no-progress"),
  { name: "migrations", run: checkMigrations },
  { name: "architecture", run: architecture },
  { name: "dependencies", run: dependencies },
  { name: "first load of the workbench", run: checkFirstLoad },
  command("format", "oxfmt", "--check", "."),
];

async function report(check: Check): Promise<boolean> {
  const began = performance.now();
  const { ok, output, note } = await check.run();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${ok ? "ok  " : "FAIL"} ${check.name} (${seconds} s)${note ? ` – ${note}` : ""}`);
  if (!ok) console.log(output.trim().replaceAll(/^/gm, "     "));
  return ok;
}

/** `npm run check`: as many at a time as there are processors; one line for each, and why one failed. */
async function checkAll(): Promise<void> {
  const waiting = [...checks];
  let failed = 0;
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      if (!(await report(next))) failed++;
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker));
  console.log(failed === 0 ? "\nAll checks pass." : `\n${failed} of ${checks.length} checks fail.`);
  process.exit(failed === 0 ? 0 : 1);
}

await checkAll().catch(fail);
