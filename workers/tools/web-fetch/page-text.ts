/** What a person would read of a page, as text. Pure. */
import { Parser } from "htmlparser2";
import { isUnseen } from "./unseen.ts";

const blocks = new Set(
  "address article aside blockquote body br caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html li main ol p pre section summary table tbody tfoot thead title tr ul".split(
    " ",
  ),
);

/** Headings, items and code keep their marks of Markdown; cells stand apart. */
const before: Readonly<Record<string, string>> = {
  h1: "# ",
  h2: "## ",
  h3: "### ",
  h4: "#### ",
  h5: "##### ",
  h6: "###### ",
  li: "- ",
  td: "\t",
  th: "\t",
};

/** Where a link leads, where that is worth a line: a page elsewhere, or a path. */
const linkOf = (attributes: Readonly<Record<string, string>>): string => {
  const href = attributes["href"]?.trim() ?? "";
  return /^(https?:\/\/|\/)/i.test(href) && href.length <= 500 ? href : "";
};

/** No page of people's is this deep; deeper ones are made to cost time, so the rest is left out. */
const maxDepth = 1000;
const tooDeep = new Error("too deep");

/** The text of HTML. Whatever comes in, text comes out: a broken page is read as browsers do. */
export function htmlText(html: string): string {
  const out: string[] = [];
  const links: string[] = [];
  let skipped = 0;
  let code = 0;
  let depth = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        if (depth > maxDepth) throw tooDeep;
        if (skipped > 0 || isUnseen(name, attributes)) {
          skipped += 1;
          return;
        }
        if (name === "pre") code += 1;
        if (blocks.has(name)) out.push("\n");
        out.push(before[name] ?? "");
        if (name === "a") links.push(linkOf(attributes));
        if (name === "img" && attributes["alt"]) out.push(`[${attributes["alt"]}]`);
      },
      ontext(text) {
        if (skipped > 0) return;
        out.push(code > 0 ? text : text.replaceAll(/\s+/g, " "));
      },
      onclosetag(name) {
        depth -= 1;
        if (skipped > 0) {
          skipped -= 1;
          return;
        }
        if (name === "pre") code -= 1;
        const link = name === "a" ? links.pop() : undefined;
        if (link) out.push(` (${link})`);
        if (blocks.has(name)) out.push("\n");
      },
    },
    { decodeEntities: true },
  );
  try {
    parser.end(html);
  } catch (error) {
    if (error !== tooDeep) throw error;
  }
  return tidy(out.join(""));
}

const tidy = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
