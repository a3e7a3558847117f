/** A command line's syntax tree, and what of it is fixed before anything runs. */
import { Bash } from "just-bash/browser";

export type Script = ReturnType<Bash["transform"]>["ast"];
export type Statement = Script["statements"][number];
export type Pipeline = Statement["pipelines"][number];
export type CommandNode = Pipeline["commands"][number];
export type SimpleCommand = Extract<CommandNode, { type: "SimpleCommand" }>;
export type FunctionDefinition = Extract<CommandNode, { type: "FunctionDef" }>;
export type Word = SimpleCommand["args"][number];
export type WordPart = Word["parts"][number];
export type Redirection = SimpleCommand["redirections"][number];

export interface SyntaxNode {
  readonly type: string;
}

/** Undefined where it does not parse. */
export function parseScript(command: string): Script | undefined {
  try {
    return new Bash({ commands: [] }).transform(command).ast;
  } catch {
    return undefined;
  }
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

/** Every node below, substitutions inside words included; the node itself comes first. */
export function* nodesOf(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const value of Object.values(node)) yield* nodesIn(value);
}

function* nodesIn(value: unknown): Generator<SyntaxNode> {
  if (Array.isArray(value)) for (const each of value) yield* nodesIn(each);
  else if (isNode(value)) yield* nodesOf(value);
  else if (typeof value === "object" && value !== null) {
    for (const each of Object.values(value)) yield* nodesIn(each);
  }
}

export const isSimpleCommand = (node: SyntaxNode): node is SimpleCommand =>
  node.type === "SimpleCommand";
export const isPipeline = (node: SyntaxNode): node is Pipeline => node.type === "Pipeline";
export const isFunction = (node: SyntaxNode): node is FunctionDefinition =>
  node.type === "FunctionDef";
export const isRedirection = (node: SyntaxNode): node is Redirection => node.type === "Redirection";

/** The text of a word that is the same whatever runs before; null where it is expanded. */
export function fixedText(word: Word): string | null {
  let text = "";
  for (const part of word.parts) {
    const fixed = fixedPart(part);
    if (fixed === null) return null;
    text += fixed;
  }
  return text;
}

function fixedPart(part: WordPart): string | null {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "Escaped":
      return part.value;
    case "DoubleQuoted":
      return fixedText({ type: "Word", parts: part.parts });
    case "Glob":
      // A bracket that opens nothing is the test command.
      return part.pattern === "[" ? "[" : null;
    default:
      return null;
  }
}
