/** All tools as the model and the agent know them; nothing here runs one. */
import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import type { Tool } from "../agent/model.ts";
import { withoutRoot } from "../agent/project-root.ts";
import type { ToolEffect } from "../agent/tool.ts";
import { workspaceTools } from "./registry.ts";
import { type SessionTool, sessionTools } from "./session-tools.ts";
import { oneLine } from "./text.ts";
import { webFetchTool } from "./web-fetch/tool.ts";

const all: readonly SessionTool[] = [...workspaceTools, ...sessionTools, webFetchTool];

const find = (name: string): SessionTool | undefined => all.find((tool) => tool.name === name);

/** Every tool's name, in the order the model sees them. */
export const toolNames: readonly string[] = all.map((tool) => tool.name);

function inputSchema(tool: SessionTool): Tool["input_schema"] {
  // Valibot's actions without a JSON form only narrow further; the tool itself checks them.
  const { $schema: _, ...schema } = toJsonSchema(tool.input, {
    errorMode: "ignore",
    typeMode: "input",
  });
  return { ...schema, type: "object" };
}

/** For the request, in one stable order whatever the order of `names`, so that the prompt caches. */
export const toolDefinitions = (names: readonly string[]): Tool[] =>
  all
    .filter((tool) => names.includes(tool.name))
    .map((tool) => ({
      name: tool.name,
      description: tool.description,
      input_schema: inputSchema(tool),
    }));

/** Undefined: there is no such tool. */
export const toolEffect = (name: string): ToolEffect | undefined => find(name)?.effect;

/** One line for people, at most 200 characters, whatever the model sent. */
export function toolTarget(name: string, input: unknown): string {
  const tool = find(name);
  const parsed = tool && v.safeParse(tool.input, input);
  if (tool && parsed?.success) {
    const target = oneLine(tool.target(parsed.output));
    return tool.effect === "shell" ? target : withoutRoot(target) || target;
  }
  const text = input === undefined ? "" : JSON.stringify(input);
  return oneLine(text ?? "");
}
