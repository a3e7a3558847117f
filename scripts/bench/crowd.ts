import { readRequests, type Answer } from "../../workers/testing/script.ts";
import { workerdMegabytes } from "./memory.ts";
import { callDirectly, isIdle, openChat, script, type Site } from "./site.ts";
import { spread, type Spread } from "./statistics.ts";

const sessions = 50;
const turns = 8;

export interface CrowdFigures {
  readonly floor: Spread;
  readonly turn: Spread;
  readonly firstText: Spread;
  readonly megabytes: number;
}

const use = (tool: string, input: unknown): Answer => ({
  blocks: [{ text: "next" }, { tool, input }],
});

/** Of the session `k` its turn `n`: looking, searching, writing a file of its own. */
const step = (k: number, n: number): Answer => {
  const at = (k * turns + n) % 193;
  const kinds = [
    use("Read", { file_path: `/workspace/src/d${at % 20}/f${at}.ts`, limit: 10 }),
    use("Glob", { pattern: `src/**/f${at}*.ts` }),
    use("Grep", { pattern: `^// file ${at}$`, output_mode: "content" }),
    use("Write", { file_path: `/workspace/crowd/s${k}-${n}.txt`, content: `line ${n}\n` }),
  ];
  return kinds[n % kinds.length] ?? use("Glob", { pattern: "*" });
};

const atOnce = <T>(work: (k: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: sessions }, (_, k) => work(k)));

/** Fifty sessions of one project that open, ask and work at the same moment, each `turns` tool turns. */
export async function measureCrowd(site: Site, project: string): Promise<CrowdFigures> {
  const scripts = await atOnce((k) =>
    script(site, [
      ...Array.from({ length: turns }, (_, n) => step(k, n)),
      { blocks: [{ text: "done" }] },
    ]),
  );
  const floor = await atOnce(async (k) => {
    const { marker } = await script(site, [step(k, 0)]);
    const began = performance.now();
    await (await callDirectly(site, marker)).text();
    return performance.now() - began;
  });
  const firstText = await atOnce(async (k) => {
    const began = performance.now();
    const chat = await openChat(site, await site.newSession(project));
    const first = chat.next((frame) => frame.type === "delta");
    const done = chat.next(isIdle);
    chat.send(`${scripts[k]?.marker ?? ""} go`);
    await first;
    const ms = performance.now() - began;
    await done;
    chat.close();
    return ms;
  });
  const megabytes = workerdMegabytes();
  const gaps: number[] = [];
  for (const { key } of scripts) {
    const requests = await readRequests(site.messages, key);
    if (requests.length !== turns + 1)
      throw new Error(`a session made ${requests.length} requests`);
    requests.slice(1).forEach((request, n) => gaps.push(request.at - (requests[n]?.at ?? 0)));
  }
  return { floor: spread(floor), turn: spread(gaps), firstText: spread(firstText), megabytes };
}
