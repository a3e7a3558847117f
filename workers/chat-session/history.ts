import { toHistory } from "../agent/items.ts";
import type { ContentBlock, MessageParam, ModelRequest } from "../agent/model.ts";
import { systemPrompt } from "../agent/prompt.ts";
import { mayUseTool } from "../agent/roles.ts";
import { toolDefinitions, toolNames } from "../tools/definitions.ts";
import { webFetchName } from "../tools/web-fetch/tool.ts";
import { setupOf, type Core } from "./core.ts";
import { currentMode } from "./mode.ts";
import { currentRules, type Surroundings } from "./surroundings.ts";
import { getModelSide, itemsInContext } from "./transcript.ts";

/** The conversation as the model reads it, from what is stored. Ends with the assistant's message where calls are open. */
export function historyOf(core: Core): MessageParam[] {
  const items = itemsInContext(core.sql);
  const first = items[0];
  const opening = first?.kind === "notice" ? getModelSide(core.sql, first.id) : undefined;
  return toHistory(items, (id) => (getModelSide(core.sql, id) ?? []) as ContentBlock[], {
    opening: (opening ?? []) as MessageParam[],
    text: (item) => {
      const text = getModelSide(core.sql, item.id);
      return text === undefined ? item.text : (text as string | null);
    },
  });
}

/** An answer longer than this is cut; the person may ask to go on. */
const maxAnswer = 32_000;

/** Everything of a request but its messages: the stable prefix of the cache. */
export function requestBase(core: Core, around: Surroundings): Omit<ModelRequest, "messages"> {
  const setup = setupOf(core);
  const { deny } = currentRules(core, around);
  const names = toolNames.filter(
    (name) =>
      mayUseTool(setup.owner.role, deny, name) && (name !== webFetchName || around.may_fetch),
  );
  return {
    model: around.info.id,
    system: systemPrompt({
      project_name: setup.project_name,
      memory: around.memory,
      mode: currentMode(core),
      role: setup.owner.role,
    }),
    tools: toolDefinitions(names),
    max_tokens: Math.min(around.info.max_output_tokens, maxAnswer),
    thinking: around.info.adaptive_thinking,
  };
}

export const requestOf = (
  core: Core,
  around: Surroundings,
  messages: readonly MessageParam[],
): ModelRequest => ({ ...requestBase(core, around), messages });
