/** `npm run bench`: every figure of docs/performance.md, in one run, with its yardsticks. */
import { loadavg } from "node:os";
import { buildSpa } from "../local/build.ts";
import { measureRecording } from "./activity.ts";
import { startBare } from "./bare.ts";
import { measureCrowd } from "./crowd.ts";
import { measureEndings } from "./ending.ts";
import { measureMemory } from "./memory.ts";
import { measureRest } from "./rest.ts";
import { sampleProject } from "./sample-project.ts";
import { openSite } from "./site.ts";
import { measureSizes } from "./sizes.ts";
import { show, showNumber } from "./statistics.ts";
import {
  measureNewSession,
  measureNextPrompt,
  measureRawStream,
  measureStream,
} from "./streams.ts";
import { measureFloor, measureTurns } from "./turns.ts";

const table = (title: string, head: readonly string[], rows: readonly (readonly string[])[]) => {
  console.log(`\n### ${title}\n`);
  console.log(`| ${head.join(" | ")} |`);
  console.log(`|${head.map((_, at) => (at === 0 ? "---" : "---:")).join("|")}|`);
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
};

await buildSpa();
const load = () => console.log(`\nLoad of the machine: ${loadavg().map(showNumber).join(" ")}`);
load();
const site = await openSite();
let stopBare: () => Promise<void> = () => Promise.resolve();
try {
  const project = await sampleProject(site);
  const memory = await measureMemory(site, project);
  table(
    "Memory of workerd, MB resident",
    ["sessions", "MB"],
    [
      ["before", showNumber(memory.empty)],
      ["1 more", showNumber(memory.one)],
      ["10 more", showNumber(memory.ten)],
    ],
  );

  const floor = await measureFloor(site);
  const turns = await measureTurns(site, project);
  table(
    "Tool turn, ms (median / p95)",
    ["tool", "ms", "× floor"],
    [
      ["floor: the measuring loop alone", show(floor), "1"],
      ...Object.entries(turns).map(([name, one]) => [
        name,
        show(one),
        showNumber(one.median / floor.median),
      ]),
    ],
  );

  const raw = await measureRawStream(site);
  const stream = await measureStream(site, project);
  const next = await measureNextPrompt(site, project);
  const fresh = await measureNewSession(site, project);
  table(
    "Stream",
    ["", "", "ratio"],
    [
      ["raw stream, deltas/s", showNumber(raw), "1"],
      ["at the client, deltas/s", showNumber(stream), showNumber(stream / raw)],
      [
        "first delta, next prompt, ms",
        show(next),
        `${showNumber(next.median / floor.median)} × floor`,
      ],
      [
        "first delta, new session, ms",
        show(fresh),
        `${showNumber(fresh.median / floor.median)} × floor`,
      ],
    ],
  );

  // The first crowd finds everything cold.
  await measureCrowd(site, project);
  const crowd = await measureCrowd(site, project);
  table(
    "50 sessions at once, ms (median / p95)",
    ["", "ms"],
    [
      ["floor: 50 calls without an agent", show(crowd.floor)],
      ["tool turn", show(crowd.turn)],
      ["first text, opening included", show(crowd.firstText)],
      ["workerd afterwards, MB resident", showNumber(crowd.megabytes)],
    ],
  );

  const bare = await startBare();
  stopBare = bare.stop;
  const rest = await measureRest(site, project, bare.url);
  const yard = rest.latency["bare Hono route"]?.median ?? Number.NaN;
  table(
    "REST, one at a time, ms (median / p95)",
    ["", "ms", "× bare"],
    Object.entries(rest.latency).map(([name, one]) => [
      name,
      show(one),
      showNumber(one.median / yard),
    ]),
  );
  table(
    "REST, eight connections",
    ["", "requests/s", "p99 ms"],
    Object.entries(rest.load).map(([name, one]) => [
      name,
      showNumber(one.perSecond),
      showNumber(one.p99),
    ]),
  );
  table(
    "Ending somebody's access, ms (median / p95)",
    ["", "to its answer", "to the last close", "from answer to close"],
    Object.entries(await measureEndings(site)).map(([name, one]) => [
      name,
      show(one.answer),
      show(one.closed),
      show(one.after),
    ]),
  );
} finally {
  await Promise.all([site.stop(), stopBare()]);
}
const recording = await measureRecording();
table(
  "Recording of a request in user_activity, ms (median / p95)",
  ["", "ms", "× off"],
  [
    ["off", show(recording.off), "1"],
    ["on", show(recording.on), recording.ratio.toFixed(3)],
  ],
);
const sizes = await measureSizes();
table(
  "Size, KB gzip",
  ["", "KB"],
  [
    ["first load of sign-in, JavaScript", showNumber(sizes.signIn)],
    ["first load of the workbench, JavaScript", showNumber(sizes.workbench)],
    ["all JavaScript, every language and screen", showNumber(sizes.everything)],
    ["the Worker, engine included", showNumber(sizes.worker)],
  ],
);
load();
