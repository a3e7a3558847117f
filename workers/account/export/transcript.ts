import type { Item } from "#contract/chat";
import type { ChatSessionRpc } from "../../chat-session/rpc.ts";
import { itemText } from "./item-text.ts";

const perPage = 100;

type Session = Pick<ChatSessionRpc, "history">;

/**
 * A chat's items from the first to the last, a page at a time. The object answers from the end, so
 * the first walk only notes where its pages begin.
 */
async function* itemsOf(session: Session): AsyncGenerator<Item[]> {
  const starts: (number | null)[] = [null];
  while (true) {
    const before = starts.at(-1) ?? null;
    const { items, has_more } = await session.history(before, perPage);
    const [first] = items;
    if (!has_more || !first) break;
    starts.push(first.position);
  }
  for (const before of starts.reverse()) yield (await session.history(before, perPage)).items;
}

/** One JSON array, a line an item. */
export async function* transcriptJson(session: Session): AsyncGenerator<string> {
  let open = "[\n";
  for await (const items of itemsOf(session)) {
    for (const item of items) {
      yield open + JSON.stringify(item);
      open = ",\n";
    }
  }
  yield open === "[\n" ? "[]\n" : "\n]\n";
}

export async function* transcriptMarkdown(title: string, session: Session): AsyncGenerator<string> {
  yield `# ${title}\n`;
  for await (const items of itemsOf(session)) for (const item of items) yield itemText(item);
}
