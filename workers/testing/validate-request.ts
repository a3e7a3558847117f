/** The rules the Messages API holds a request to, as far as the agent could break them. */

interface Block {
  type?: string;
  text?: string;
  id?: string;
  name?: string;
  input?: unknown;
  tool_use_id?: string;
  thinking?: string;
  signature?: string;
  cache_control?: unknown;
  content?: unknown;
}

interface Message {
  role?: string;
  content?: string | Block[];
}

export interface RequestBody {
  model?: string;
  max_tokens?: number;
  stream?: boolean;
  system?: string | Block[];
  tools?: { name?: string; input_schema?: { type?: string }; cache_control?: unknown }[];
  messages?: Message[];
  [other: string]: unknown;
}

/** A signature that tells when thinking came back changed. */
export function signThinking(thinking: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < thinking.length; i++) {
    hash = Math.imul(hash ^ thinking.charCodeAt(i), 0x01000193) >>> 0;
  }
  return `sig.${hash.toString(16).padStart(8, "0")}`;
}

export interface ValidateOptions {
  /** The answer before was `pause_turn`: the messages may end with it. */
  resuming: boolean;
}

/** The message of the 400, or null when the request is good. */
export function validateRequest(body: RequestBody, options: ValidateOptions): string | null {
  if (typeof body.model !== "string" || body.model === "") return "model: Field required";
  if (!Number.isInteger(body.max_tokens)) return "max_tokens: Field required";
  for (const gone of ["temperature", "top_p", "top_k"]) {
    if (gone in body) return `${gone}: Extra inputs are not permitted`;
  }
  const messages = body.messages;
  if (!Array.isArray(messages) || messages.length === 0) {
    return "messages: at least one message is required";
  }
  return (
    validateTools(body) ??
    validateCacheControl(body, messages) ??
    validateRoles(messages, options.resuming) ??
    validateBlocks(messages) ??
    validateToolUse(messages)
  );
}

function validateTools({ tools = [] }: RequestBody): string | null {
  const names = new Set<string>();
  for (const [i, tool] of tools.entries()) {
    if (!/^[a-zA-Z0-9_-]{1,128}$/.test(tool.name ?? "")) return `tools.${i}.name: invalid`;
    if (tool.input_schema?.type !== "object") {
      return `tools.${i}.custom.input_schema.type: Input should be 'object'`;
    }
    names.add(tool.name ?? "");
  }
  return names.size === tools.length ? null : "tools: Tool names must be unique.";
}

function validateCacheControl(body: RequestBody, messages: readonly Message[]): string | null {
  const system = Array.isArray(body.system) ? body.system : [];
  const blocks = [...(body.tools ?? []), ...system, ...messages.flatMap((m) => blocksOf(m))];
  const marked = blocks.filter((block) => block.cache_control !== undefined).length;
  const count = marked + (body.cache_control === undefined ? 0 : 1);
  if (count <= 4) return null;
  return `A maximum of 4 blocks with cache_control may be provided. Found ${count}.`;
}

function validateRoles(messages: readonly Message[], resuming: boolean): string | null {
  if (messages[0]?.role !== "user") return "messages: first message must use the user role";
  for (const [i, message] of messages.entries()) {
    if (!["user", "assistant", "system"].includes(message.role ?? "")) {
      return `messages.${i}.role: Input should be 'user' or 'assistant'`;
    }
    if (message.role === "user" && messages[i - 1]?.role === "user") {
      return `messages.${i}: roles must alternate, found two user messages in a row`;
    }
    const before = messages[i - 1];
    if (message.role === "assistant" && before?.role === "assistant" && toolUses(before).length) {
      return `messages.${i}: tool_use of the message before must be answered first`;
    }
  }
  if (messages.at(-1)?.role === "assistant" && !resuming) {
    return "This model does not support assistant message prefill. The conversation must end with a user message.";
  }
  return null;
}

function validateBlocks(messages: readonly Message[]): string | null {
  for (const [i, message] of messages.entries()) {
    if (message.content === undefined || message.content.length === 0) {
      return `messages.${i}: all messages must have non-empty content`;
    }
    if (typeof message.content === "string") continue;
    for (const [j, block] of message.content.entries()) {
      const wrong = wrongBlock(block, message.role);
      if (wrong !== null) return `messages.${i}.content.${j}: ${wrong}`;
    }
  }
  return null;
}

function wrongBlock(block: Block, role: string | undefined): string | null {
  switch (block.type) {
    case "text":
      if (typeof block.text !== "string") return "text: Field required";
      return block.text.trim() === ""
        ? "text content blocks must contain non-whitespace text"
        : null;
    case "tool_use":
      if (role !== "assistant") return "`tool_use` blocks can only be in `assistant` messages";
      if (!/^[a-zA-Z0-9_-]+$/.test(block.id ?? "")) return "tool_use.id: invalid";
      return typeof block.input === "object" && block.input !== null && !Array.isArray(block.input)
        ? null
        : "tool_use.input: Input should be a valid dictionary";
    case "tool_result":
      return role === "user" ? null : "`tool_result` blocks can only be in `user` messages";
    case "thinking": {
      if (role !== "assistant") return "`thinking` blocks can only be in `assistant` messages";
      const signature = block.signature ?? "";
      const forged =
        signature.startsWith("sig.") && signature !== signThinking(block.thinking ?? "");
      return signature === "" || forged ? "Invalid `signature` in `thinking` block" : null;
    }
    case "redacted_thinking":
    case "image":
    case "document":
      return null;
    default:
      return `type: Input tag '${block.type}' found using 'type' does not match any of the expected tags`;
  }
}

function validateToolUse(messages: readonly Message[]): string | null {
  const seen = new Set<string>();
  for (const [i, message] of messages.entries()) {
    const asked = toolUses(messages[i - 1]);
    const blocks = blocksOf(message);
    const results = blocks.filter((block) => block.type === "tool_result");
    const answered = results.map((block) => block.tool_use_id ?? "");
    const missing = asked.filter((id) => !answered.includes(id));
    if (missing.length > 0) {
      return `messages.${i - 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(", ")}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`;
    }
    const stray = answered.find((id) => !asked.includes(id));
    if (stray !== undefined) {
      return `messages.${i}.content: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray}.`;
    }
    if (new Set(answered).size !== answered.length) {
      return `messages.${i}.content: each tool_use must have a single result. Found multiple \`tool_result\` blocks with the same id`;
    }
    if (results.some((_, at) => blocks[at]?.type !== "tool_result")) {
      return `messages.${i}.content: \`tool_result\` blocks must come first in the message`;
    }
    for (const id of toolUses(message)) {
      if (seen.has(id)) return "messages: `tool_use` ids must be unique";
      seen.add(id);
    }
  }
  const open = toolUses(messages.at(-1));
  return open.length === 0 ? null : `\`tool_use\` ids without results: ${open.join(", ")}`;
}

const blocksOf = (message: Message | undefined): Block[] =>
  Array.isArray(message?.content) ? message.content : [];

const toolUses = (message: Message | undefined): string[] =>
  blocksOf(message)
    .filter((block) => block.type === "tool_use")
    .map((block) => block.id ?? "");
