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

type Failed = (error: unknown) => void;

/** What the chat is, then its items, a line each. `complete` is false where it could not be read to its end. */
export async function* transcriptJson(
  about: object,
  session: Session,
  failed: Failed,
): AsyncGenerator<string> {
  let open = `${JSON.stringify(about, null, 2).slice(0, -2)},\n  "items": [\n`;
  let complete = true;
  try {
    for await (const items of itemsOf(session)) {
      for (const item of items) {
        yield open + JSON.stringify(item);
        open = ",\n";
      }
    }
  } catch (error) {
    complete = false;
    failed(error);
  }
  yield `${open === ",\n" ? "" : open}\n  ],\n  "complete": ${complete}\n}\n`;
}

export async function* transcriptMarkdown(
  title: string,
  session: Session,
  failed: Failed,
): AsyncGenerator<string> {
  yield `# ${title}\n`;
  try {
    for await (const items of itemsOf(session)) for (const item of items) yield itemText(item);
  } catch (error) {
    failed(error);
  }
}
