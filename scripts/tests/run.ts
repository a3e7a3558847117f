import { readFileSync, rmSync } from "node:fs";
import { run } from "../setup/children.ts";
import { fail } from "../local/fail.ts";
import { buildSpa } from "../local/build.ts";
import { bundleWorker } from "../local/worker-bundle.ts";
import { fromRoot, tools } from "../setup/paths.ts";
import { ensureChromium } from "./install-chromium.ts";
import { standIns } from "./stand-ins.ts";
import { countTests, type TestReport } from "./counts.ts";

const reportFile = fromRoot(".wrangler/test-report.json");

function readReport(): TestReport | undefined {
  try {
    return JSON.parse(readFileSync(reportFile, "utf8")) as TestReport;
  } catch {
    return undefined;
  }
}

/** `npm test`: everything, or what the arguments (vitest's own) select. The last line is the count. */
async function test(): Promise<void> {
  const began = performance.now();
  const [chromium, spa] = await Promise.all([ensureChromium(), buildSpa()]);
  console.log(`Browser: ${chromium}\nSPA: ${spa}`);
  rmSync(reportFile, { force: true });
  const chosen = process.argv.slice(2);
  // Two files of browser tests begin at once and would each bundle the Worker; whoever needs it says if it fails.
  if (chosen.length === 0) void bundleWorker(standIns).catch(() => undefined);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  const { code } = await run(process.execPath, [tools.vitest, "run", ...reporters, ...chosen], {
    show: true,
    env: { CHROMIUM_PATH: chromium },
  });
  const { passed, failed, skipped } = countTests(readReport(), code);
  console.log(`\nTotal: ${((performance.now() - began) / 1000).toFixed(0)} s`);
  if (skipped > 0) console.log(`${skipped} skipped`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? Math.max(code, 1) : code);
}

await test().catch(fail);
