/** One answer of the demo model: a pure function of the request. */
import { type Conversation, type DemoRequest, readConversation } from "./conversation.ts";
import { skillFor } from "./intents.ts";
import { play, type Reply } from "./play.ts";

export function answer(request: DemoRequest): Reply {
  const c = readConversation(request);
  const reply = play(skillFor(c), c);
  const text =
    reply.text.trim() === "" && reply.calls.length === 0
      ? c.say("終わりました。", "Done.")
      : reply.text;
  return { ...reply, text, thinking: reply.thinking === "" ? thought(c, reply) : reply.thinking };
}

/** A sentence about the next step, where a real model would think. */
function thought(c: Conversation, reply: Reply): string {
  const failed = c.turn.batches.at(-1)?.find((result) => result.failed);
  const next = [...new Set(reply.calls.map((call) => call.name))].join(", ");
  if (next === "") return "";
  if (failed !== undefined) {
    return c.say(
      `${failed.name} が失敗した。${next} で補う。`,
      `${failed.name} failed; ${next} should help.`,
    );
  }
  return c.turn.batches.length === 0
    ? c.say(
        `依頼の種類を決め、まず ${next} を使う。`,
        `I settle what kind of request this is, and begin with ${next}.`,
      )
    : c.say(`結果を踏まえて ${next} に進む。`, `With these results the next step is ${next}.`);
}
