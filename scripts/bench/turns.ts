import { readRequests, type Answer } from "../../workers/testing/script.ts";
import { callDirectly, isIdle, openChat, script, type Site } from "./site.ts";
import { spread, type Spread } from "./statistics.ts";

const turns = 40;
const warm = 5;

const call = (tool: string, input: unknown): Answer => ({ blocks: [{ tool, input }] });

/** Edits the same line back and forth, after one read. */
const edit = (n: number): Answer =>
  n === 0
    ? call("Read", { file_path: "/workspace/src/d1/f1.ts" })
    : call("Edit", {
        file_path: "/workspace/src/d1/f1.ts",
        old_string: n % 2 === 1 ? "// file 1\n" : "// FILE 1\n",
        new_string: n % 2 === 1 ? "// FILE 1\n" : "// file 1\n",
      });

const kinds: Record<string, (n: number) => Answer> = {
  Read: (n) => call("Read", { file_path: `/workspace/src/d${n % 20}/f${n}.ts`, limit: 10 }),
  Edit: edit,
  Write: (n) => call("Write", { file_path: `/workspace/new/f${n}.txt`, content: `line ${n}\n` }),
  Grep: (n) => call("Grep", { pattern: `^// file ${n}$`, output_mode: "content" }),
  Glob: (n) => call("Glob", { pattern: `src/**/f${n}*.ts` }),
  Bash: (n) => call("Bash", { command: `head -n ${n + 1} src/d0/f0.ts | wc -l` }),
  TodoWrite: (n) =>
    call("TodoWrite", {
      todos: [{ content: `t${n}`, activeForm: `t${n}`, status: "in_progress" }],
    }),
  "8 × Read": (n) => ({
    blocks: Array.from({ length: 8 }, (_, k) => ({
      tool: "Read",
      input: { file_path: `/workspace/src/d${(n + k) % 20}/f${(n + k) % 20}.ts`, limit: 10 },
    })),
  }),
};

/** From one request of the agent to the next: answer read, stored, tool run, stored, asked again. */
async function gaps(site: Site, key: string): Promise<number[]> {
  const requests = await readRequests(site.messages, key);
  const wrong = requests.find((request) => request.status !== 200);
  if (wrong) throw new Error(`the Messages server refused a request: ${wrong.status}`);
  return requests.slice(1).map((request, n) => request.at - (requests[n]?.at ?? 0));
}

/** Milliseconds of a tool turn, by tool. */
export async function measureTurns(site: Site, project: string): Promise<Record<string, Spread>> {
  const results: Record<string, Spread> = {};
  for (const [name, step] of Object.entries(kinds)) {
    const steps = Array.from({ length: turns + warm }, (_, n) => step(n));
    const { key, marker } = await script(site, [...steps, { blocks: [{ text: "done" }] }]);
    const chat = await openChat(site, await site.newSession(project));
    const done = chat.next(isIdle);
    chat.send(`${marker} go`);
    await done;
    chat.close();
    results[name] = spread((await gaps(site, key)).slice(warm));
  }
  return results;
}

/** The measuring loop without an agent: the same answers, read and asked again. */
export async function measureFloor(site: Site): Promise<Spread> {
  const values: number[] = [];
  const step = kinds["Read"];
  if (!step) throw new Error("no such step");
  const { marker } = await script(
    site,
    Array.from({ length: turns }, (_, n) => step(n)),
  );
  for (let n = 0; n < turns; n++) {
    const began = performance.now();
    const response = await callDirectly(site, marker);
    await response.text();
    values.push(performance.now() - began);
  }
  return spread(values.slice(warm));
}
