import type { Site } from "./site.ts";
import { callDirectly, isIdle, openChat, script } from "./site.ts";
import { spread, type Spread } from "./statistics.ts";

const deltas = 20_000;
const perDelta = 5;
const long = { blocks: [{ text: "word ".repeat(deltas) }], delta_chars: perDelta };

/** The model's deltas a second, from sending the message to the end of its run; a frame carries those of one chunk. */
export async function measureStream(site: Site, project: string): Promise<number> {
  const { marker } = await script(site, [long]);
  const chat = await openChat(site, await site.newSession(project));
  const done = chat.next(isIdle);
  const began = performance.now();
  chat.send(`${marker} go`);
  await done;
  const seconds = (performance.now() - began) / 1000;
  chat.close();
  return chat.characters() / perDelta / seconds;
}

/** The same stream read straight from the Messages server. */
export async function measureRawStream(site: Site): Promise<number> {
  const { marker } = await script(site, [long]);
  const began = performance.now();
  const response = await callDirectly(site, marker);
  let events = 0;
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    events += decoder.decode(chunk).split("content_block_delta").length - 1;
  }
  // Each event names its type twice.
  return events / 2 / ((performance.now() - began) / 1000);
}

/** From sending a message to its first delta, in a session that is open. */
export async function measureNextPrompt(site: Site, project: string): Promise<Spread> {
  const steps = Array.from({ length: 30 }, () => ({ blocks: [{ text: "hello" }] }));
  const { marker } = await script(site, steps);
  const chat = await openChat(site, await site.newSession(project));
  const values: number[] = [];
  for (const _step of steps) {
    const first = chat.next((frame) => frame.type === "delta");
    const done = chat.next(isIdle);
    const began = performance.now();
    chat.send(`${marker} go`);
    await first;
    values.push(performance.now() - began);
    await done;
  }
  chat.close();
  return spread(values.slice(5));
}

/** From asking for a new session to the first delta of its first answer, opening included. */
export async function measureNewSession(site: Site, project: string): Promise<Spread> {
  const values: number[] = [];
  for (let n = 0; n < 15; n++) {
    const { marker } = await script(site, [{ blocks: [{ text: "hello" }] }]);
    const began = performance.now();
    const chat = await openChat(site, await site.newSession(project));
    const first = chat.next((frame) => frame.type === "delta");
    const done = chat.next(isIdle);
    chat.send(`${marker} go`);
    await first;
    values.push(performance.now() - began);
    await done;
    chat.close();
  }
  return spread(values.slice(3));
}
