import type { Site } from "./site.ts";
import { timed, type Spread } from "./statistics.ts";

const times = 60;

async function read(response: Response): Promise<void> {
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  await response.arrayBuffer();
}

/** Requests a second over eight connections. */
async function rate(work: () => Promise<void>): Promise<{ perSecond: number; p99: number }> {
  const values: number[] = [];
  const end = performance.now() + 3000;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (performance.now() < end) {
        const start = performance.now();
        await work();
        values.push(performance.now() - start);
      }
    }),
  );
  const sorted = values.sort((a, b) => a - b);
  return {
    perSecond: values.length / ((performance.now() - began) / 1000),
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
  };
}

export interface RestFigures {
  readonly latency: Record<string, Spread>;
  readonly load: Record<string, { perSecond: number; p99: number }>;
}

/** The REST side, and a bare Hono route in a workerd of its own as the yardstick. */
export async function measureRest(site: Site, project: string, bare: string): Promise<RestFigures> {
  const file = "src/d0/f0.ts";
  const where = `project_id=${project}`;
  const body = "x".repeat(8192);
  await read(await site.api("PUT", `/files/eight.txt?${where}`, body));
  const works: Record<string, (n: number) => Promise<void>> = {
    "bare Hono route": async () => read(await fetch(bare)),
    "list sessions": async () => read(await site.api("GET", `/sessions?${where}`)),
    "list files (194)": async () => read(await site.api("GET", `/files?${where}`)),
    "read 8 KB": async () => read(await site.api("GET", `/files/eight.txt?${where}`)),
    "save 4 KB": async (n) =>
      read(await site.api("PUT", `/files/${file}?${where}`, `${n}${body.slice(0, 4096)}`)),
  };
  const latency: Record<string, Spread> = {};
  for (const [name, work] of Object.entries(works)) {
    await timed(10, work);
    latency[name] = await timed(times, work);
  }
  const load: RestFigures["load"] = {};
  for (const name of ["bare Hono route", "list sessions", "read 8 KB"]) {
    const work = works[name];
    if (work) load[name] = await rate(() => work(0));
  }
  return { latency, load };
}
