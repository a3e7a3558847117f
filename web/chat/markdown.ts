import { Lexer, Parser, type Token, type TokensList } from "marked";

/** A top-level piece of a Markdown text, drawn on its own. */
export type MarkdownBlock =
  | {
      readonly kind: "code";
      readonly raw: string;
      readonly language: string;
      readonly code: string;
    }
  /** `html` is what marked made of it: not yet safe. */
  | { readonly kind: "html"; readonly raw: string; readonly html: string };

const options = { gfm: true, breaks: true };

/**
 * Splits a growing text into blocks. Given the blocks of the text before, only the last one is read
 * again; all others keep their identity, so that a view draws just the end anew.
 */
export function parseMarkdown(
  text: string,
  before: readonly MarkdownBlock[] = [],
): readonly MarkdownBlock[] {
  const kept = before.slice(0, -1);
  const settled = kept.map((block) => block.raw).join("");
  if (kept.length === 0 || !text.startsWith(settled)) return toBlocks(text);
  return [...kept, ...toBlocks(text.slice(settled.length))];
}

function toBlocks(text: string): MarkdownBlock[] {
  const tokens = new Lexer(options).lex(text);
  const blocks: MarkdownBlock[] = [];
  for (const token of tokens) {
    const last = blocks.at(-1);
    // Blank lines belong to the block before them: they may yet turn out to be inside of it.
    if (token.type === "space" && last) {
      blocks[blocks.length - 1] = { ...last, raw: last.raw + token.raw };
    } else {
      blocks.push(toBlock(token, tokens.links));
    }
  }
  return blocks;
}

function toBlock(token: Token, links: TokensList["links"]): MarkdownBlock {
  if (token.type === "code") {
    const language = String(token["lang"] ?? "").split(/[\s:{]/)[0] ?? "";
    return { kind: "code", raw: token.raw, language, code: String(token["text"]) };
  }
  const list = Object.assign([token], { links });
  return { kind: "html", raw: token.raw, html: Parser.parse(list, options) };
}
