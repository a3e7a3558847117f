import { createSignal } from "solid-js";
import type { PromptTemplate } from "#contract/master";
import { minute } from "../app/durations.ts";
import { call } from "../client/call.ts";

const [prompts, setPrompts] = createSignal<readonly PromptTemplate[]>([]);
/** The site's prompt templates, as far as they are known. */
export { prompts };

const keptFor = minute;
let asked = -Infinity;

/** Reads them when they are first wanted, and again after a while. Without them there are the commands. */
export async function wantPrompts(): Promise<void> {
  if (performance.now() - asked < keptFor) return;
  asked = performance.now();
  try {
    // No part of the first load.
    const { listPromptTemplates } = await import("#contract/master");
    setPrompts((await call(listPromptTemplates)).items);
  } catch {
    asked = -Infinity;
  }
}
