/**
 * Runs the demo model over the wire against files in memory, as a chat session would: the tools
 * Read, Write, Edit and Glob are the product's own; Grep and Bash do as much as tests need.
 */
import type {
  ContentBlock,
  MessageParam,
  ToolResultBlockParam,
} from "@anthropic-ai/sdk/resources/messages";
import { withOpenFile } from "../../agent/open-file.ts";
import type { ToolOutcome } from "../../agent/tool.ts";
import { editTool } from "../../tools/edit.ts";
import { globTool } from "../../tools/glob.ts";
import { readTool } from "../../tools/read.ts";
import { memoryFiles, toolContext } from "../../tools/testing/memory-files.ts";
import type { ToolContext, WorkspaceTool } from "../../tools/tool.ts";
import { writeTool } from "../../tools/write.ts";
import { validateRequest } from "../../testing/validate-request.ts";
import { createDemoFetch } from "../demo/server.ts";

const fileTools: readonly WorkspaceTool[] = [readTool, writeTool, editTool, globTool];
export const allTools = [
  "Read",
  "Write",
  "Edit",
  "Glob",
  "Grep",
  "Bash",
  "TodoWrite",
  "ExitPlanMode",
  "AskUserQuestion",
];

export interface Call {
  readonly name: string;
  readonly input: Record<string, unknown>;
  readonly result: string;
  readonly failed: boolean;
}

export interface Options {
  tools?: readonly string[];
  system?: string;
  /** Answers for the person: a refusal, a chosen option; undefined runs the tool. */
  answer?(
    name: string,
    input: Record<string, unknown>,
  ): { result: string; failed?: boolean } | undefined;
}

const fetchDemo = createDemoFetch({ delay_ms: 0 });

export function startChat(initial: Record<string, string>, options: Options = {}) {
  const files = memoryFiles(initial);
  const context = toolContext(files);
  const messages: MessageParam[] = [];

  /** One turn; what it said in the end, everything it said, and its calls. */
  async function send(text: string, openFile: string | null = null) {
    const words = { type: "text" as const, text: withOpenFile(text, openFile) };
    const last = messages.at(-1);
    if (last?.role === "user" && Array.isArray(last.content)) last.content.push(words);
    else messages.push({ role: "user", content: [words] });
    const calls: Call[] = [];
    let said = "";
    for (let step = 0; step < 25; step++) {
      const content = await ask(messages, options);
      messages.push({ role: "assistant", content });
      const words = content.map((block) => (block.type === "text" ? block.text : "")).join("");
      said += `${words}\n`;
      const results: ToolResultBlockParam[] = [];
      for (const block of content) {
        if (block.type !== "tool_use") continue;
        const input = block.input as Record<string, unknown>;
        const given = options.answer?.(block.name, input);
        const outcome =
          given === undefined
            ? await execute(block.name, input, context)
            : { result: given.result, is_error: given.failed ?? false };
        calls.push({ name: block.name, input, result: outcome.result, failed: outcome.is_error });
        results.push({
          type: "tool_result",
          tool_use_id: block.id,
          content: outcome.result,
          is_error: outcome.is_error,
        });
      }
      if (results.length === 0) return { final: words, said, calls };
      messages.push({ role: "user", content: results });
    }
    throw new Error(`no end after 25 steps: ${said}`);
  }
  return { send, files, messages };
}

async function ask(messages: MessageParam[], options: Options): Promise<ContentBlock[]> {
  const body = {
    model: "engawa-demo",
    max_tokens: 8000,
    system: options.system ?? "You are an assistant.\nPermission mode: default.",
    tools: (options.tools ?? allTools).map((name) => ({ name, input_schema: { type: "object" } })),
    messages,
  };
  const wrong = validateRequest(JSON.parse(JSON.stringify(body)), { resuming: false });
  if (wrong !== null) throw new Error(`the conversation breaks the API's rules: ${wrong}`);
  const response = await fetchDemo("https://demo.invalid/v1/messages", {
    method: "POST",
    body: JSON.stringify(body),
  });
  const message = (await response.json()) as { content: ContentBlock[] };
  return message.content;
}

async function execute(
  name: string,
  input: Record<string, unknown>,
  context: ToolContext,
): Promise<ToolOutcome> {
  const tool = fileTools.find((one) => one.name === name);
  if (tool) return tool.run(input, context);
  const ok = (result: string): ToolOutcome => ({ result, is_error: false, display: null });
  if (name === "Grep") return ok(grep(String(input["pattern"]), context));
  if (name === "Bash") return bash(String(input["command"]), context);
  if (name === "TodoWrite") return ok("The list was updated.");
  return { result: `No such tool: ${name}`, is_error: true, display: null };
}

function grep(pattern: string, { files }: ToolContext): string {
  const wanted = new RegExp(pattern);
  const found: string[] = [];
  for (const entry of files.walk("")) {
    const body = files.readLocal(entry.path);
    if (entry.type !== "file" || body === undefined) continue;
    for (const [i, line] of new TextDecoder().decode(body).split("\n").entries()) {
      if (wanted.test(line)) found.push(`${entry.path}:${i + 1}:${line}`);
    }
  }
  return found.join("\n") || "No matches found";
}

function bash(command: string, { files }: ToolContext): ToolOutcome {
  for (const part of command.split("&&").map((one) => one.trim().split(/\s+/))) {
    const [name, ...args] = part;
    const paths = args.filter((one) => !one.startsWith("-"));
    if (name === "mv") files.move(paths[0] ?? "", paths[1] ?? "");
    else if (name === "rm") for (const path of paths) files.remove(path);
    else if (name === "mkdir") files.makeDirectory(paths[0] ?? "");
    else if (name === "ls") {
      return {
        result: files
          .list("")
          .map((entry) => entry.path)
          .join("\n"),
        is_error: false,
        display: null,
      };
    } else return { result: `${name}: command not found`, is_error: true, display: null };
  }
  return { result: "", is_error: false, display: null };
}
