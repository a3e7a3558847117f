import { Lexer, Parser, Tokenizer } from "marked";
import { sanitize } from "../chat/sanitize.ts";

/** What looks like HTML is text: an announcement reaches everybody (T-30). */
class NoHtml extends Tokenizer {
  override html(): undefined {
    return undefined;
  }
  override tag(): undefined {
    return undefined;
  }
}

const options = { gfm: true, breaks: true };

/** Markdown as nodes: emphasis, lists, tables, code, links to the web; no HTML and no picture. */
export function renderAnnouncement(text: string): DocumentFragment {
  const own = { ...options, tokenizer: new NoHtml() };
  const fragment = sanitize(Parser.parse(new Lexer(own).lex(text), options));
  for (const link of fragment.querySelectorAll("a")) {
    if (/^https?:/i.test(link.getAttribute("href") ?? "")) continue;
    link.replaceWith(...link.childNodes);
  }
  return fragment;
}
