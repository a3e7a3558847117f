/**
 * A clean-up of a million rows, and what requests feel of it meanwhile:
 * `npm run bench:clean-up -- FOLDER [ROWS]` (a copy of a large site, see console-fill.ts: it loses them).
 */
import { largeSitePasswords } from "./console-fill.ts";
import { type LargeSite, onLargeSite } from "./large-site.ts";
import { proveFactor } from "./site.ts";
import { show, showNumber, spread } from "./statistics.ts";

interface Preview {
  readonly total_record_count: number;
}
interface Job {
  readonly state: string;
  readonly done: number;
}

const wanted = Number(process.argv[3] ?? 1_000_000);
const paths = ["/health", "/admin/projects?limit=20", "/admin/activity-logs?limit=20"];

/** The days that make about so many rows old. */
async function daysFor({ json }: LargeSite): Promise<{ days: number; rows: number }> {
  let [low, high] = [7, 120];
  const rowsAt = async (days: number) =>
    (
      await json<Preview>(
        "GET",
        `/admin/data/cleanup/preview?target_types=activity_logs&retention_days=${days}`,
      )
    ).total_record_count;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if ((await rowsAt(middle)) > wanted) low = middle;
    else high = middle;
  }
  return { days: low, rows: await rowsAt(low) };
}

/** Asks one after the other until told to stop; how long each took, by path. */
async function probe({ get }: LargeSite, until: () => Promise<boolean>) {
  const times = new Map<string, number[]>(paths.map((path) => [path, []]));
  for (let n = 0; ; n++) {
    const path = paths[n % paths.length] ?? "";
    const began = performance.now();
    await (await get(path)).arrayBuffer();
    times.get(path)?.push(performance.now() - began);
    if (n % 30 === 29 && (await until())) return times;
    await new Promise((done) => setTimeout(done, 20));
  }
}

function tell(name: string, times: ReadonlyMap<string, readonly number[]>): void {
  for (const [path, values] of times) {
    const most = showNumber(Math.max(...values));
    const late = values.filter((value) => value > 100).length;
    console.log(
      `| ${name}, ${path} | ${show(spread(values))} | ${most} | ${late} | ${values.length} |`,
    );
  }
}

await onLargeSite(process.argv[2], async (site) => {
  await proveFactor(site.json, largeSitePasswords.admin);
  const { days, rows } = await daysFor(site);
  console.log(
    "| | ms (median / p95) | most | over 100 ms | times |\n| --- | ---: | ---: | ---: | ---: |",
  );
  // As long as some late ones of the machine's own take to show.
  let asked = 0;
  tell("before", await probe(site, async () => ++asked > 100));
  const began = performance.now();
  const { job_id } = await site.json<{ job_id: string }>("POST", "/admin/data/cleanup/execute", {
    target_types: ["activity_logs"],
    retention_days: days,
  });
  let job: Job = { state: "running", done: 0 };
  const during = await probe(site, async () => {
    job = await site.json<Job>("GET", `/admin/jobs/${job_id}`);
    return job.state !== "running" && job.state !== "waiting";
  });
  const seconds = (performance.now() - began) / 1000;
  tell("meanwhile", during);
  console.log(
    `\n${job.done} of ${rows} rows in ${showNumber(seconds)} s (${job.state}): ${showNumber(job.done / seconds)} a second.`,
  );
});
