/**
 * Statistics of a large site: how long it takes to sum it up from nothing, and how long each question
 * takes that nobody asked before: `node scripts/bench/console-figures.ts FOLDER` (see console-fill.ts).
 */
import { runCron } from "../local/cron.ts";
import { type LargeSite, onLargeSite } from "./large-site.ts";
import { show, showNumber, timed } from "./statistics.ts";

const times = 40;
const dayMs = 86_400_000;

const dayOf = (ago: number): string =>
  new Date(Date.now() + 9 * 3_600_000 - ago * dayMs).toISOString().slice(0, 10);

/** Each question in as many forms as it is asked, since an answer is kept for a minute. */
const questions: Record<string, (n: number) => string> = {
  "overview, some weeks": (n) => `overview?start_date=${dayOf(20 + n)}`,
  "users, a year": (n) => `users?start_date=${dayOf(365 + n)}`,
  "storage, some weeks": (n) => `storage?start_date=${dayOf(20 + n)}`,
  "requests of one day, by the hour": (n) =>
    `api-requests?start_date=${dayOf(n + 1)}&end_date=${dayOf(n + 1)}`,
  "requests, a year": (n) => `api-requests?start_date=${dayOf(365 + n)}`,
  "errors, some weeks": (n) => `errors?start_date=${dayOf(20 + n)}`,
  "costs, a year": (n) => `costs?start_date=${dayOf(365 + n)}`,
  "costs by person, page 200": (n) => `costs/people?page=${200 + n}`,
  "costs by person, ever": (n) => `costs/people?sort_by=lifetime&page=${n + 1}`,
  "engagement, some weeks": (n) => `engagement?start_date=${dayOf(20 + n)}`,
};

async function sumUp({ url, get }: LargeSite): Promise<void> {
  const began = performance.now();
  const runs: number[] = [];
  for (;;) {
    const at = performance.now();
    await runCron(url, "* * * * *");
    runs.push(performance.now() - at);
    const answer = await get("/admin/statistics/latency");
    const { as_of } = (await answer.json()) as { as_of: string | null };
    if (as_of !== null) break;
  }
  console.log(
    `Summed up from nothing in ${runs.length} runs of the cron, ${showNumber((performance.now() - began) / 1000)} s, the longest ${showNumber(Math.max(...runs) / 1000)} s.\n`,
  );
}

await onLargeSite(process.argv[2], async (site) => {
  await sumUp(site);
  const read = async (path: string) => {
    const answer = await site.get(path);
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    await answer.arrayBuffer();
  };
  await timed(20, () => read("/health"));
  console.log("| | ms (median / p95) |\n| --- | ---: |");
  console.log(`| health route | ${show(await timed(times, () => read("/health")))} |`);
  for (const [name, question] of Object.entries(questions)) {
    const one = await timed(times, (n) => read(`/admin/statistics/${question(n)}`));
    console.log(`| ${name} | ${show(one)} |`);
  }
  await read("/admin/statistics/overview");
  const again = await timed(times, () => read("/admin/statistics/overview"));
  console.log(`| overview, asked within the minute | ${show(again)} |`);
});
