import type { Item } from "#contract/chat";

const heading = (who: string, at: number): string =>
  `\n## ${who} · ${new Date(at).toISOString()}\n\n`;

/** Text in a fence longer than any it holds. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}\n`;
}

/** An item as Markdown; what the model thought is in the JSON beside it. */
export function itemText(item: Item): string {
  switch (item.kind) {
    case "user":
      return `${heading(item.author.name, item.at)}${item.text}\n`;
    case "assistant": {
      const text = item.blocks.flatMap((block) => (block.type === "text" ? [block.text] : []));
      return text.length === 0 ? "" : `${heading(item.model, item.at)}${text.join("\n\n")}\n`;
    }
    case "tool":
      return `\n**${item.name}** ${item.target} (${item.state})\n\n${
        item.result === null ? "" : fenced(item.result)
      }`;
    case "notice":
      return `\n> ${item.text.replaceAll("\n", "\n> ")}\n`;
    default:
      return item satisfies never;
  }
}
