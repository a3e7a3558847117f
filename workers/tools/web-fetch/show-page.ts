import { maxBytes, type Fetched } from "./fetch-page.ts";
import { framed } from "./framed.ts";
import { htmlText } from "./page-text.ts";
import { visibleText } from "./visible-text.ts";

type Page = Extract<Fetched, { outcome: "page" }>;

/** Characters of one result. */
const maxChars = 50_000;

const isHtml = (type: string): boolean => type === "text/html" || type === "application/xhtml+xml";

/** What the page says of its own encoding, in its first kilobyte. */
const declaredIn = (body: Uint8Array): string | null => {
  const head = new TextDecoder("latin1").decode(body.subarray(0, 1024));
  return /<meta[^>]{1,200}?charset\s*=\s*["']?([\w:.-]{1,40})/i.exec(head)?.[1] ?? null;
};

function decoderFor(name: string): TextDecoder {
  try {
    return new TextDecoder(name);
  } catch {
    // An encoding nobody knows: most pages are UTF-8, whatever they say.
    return new TextDecoder();
  }
}

const textOf = ({ type, charset, body }: Page): string => {
  const name = charset ?? (isHtml(type) ? declaredIn(body) : null) ?? "utf-8";
  const text = decoderFor(name).decode(body);
  return visibleText(isHtml(type) ? htmlText(text) : text);
};

/** From `at` on, not in the middle of a character. */
const isLowHalf = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
};

function part(text: string, offset: number): { shown: string; end: number } {
  const start = Math.min(offset, text.length);
  let end = Math.min(start + maxChars, text.length);
  if (end < text.length && isLowHalf(text, end)) end -= 1;
  return { shown: text.slice(start, end), end };
}

const random = (): string => crypto.randomUUID().replaceAll("-", "");

/** What the model reads of a page: the part from `offset` on, in its frame. */
export function showPage(page: Page, offset: number, purpose: string | null): string {
  const { url, status, type, body, cut } = page;
  const text = textOf(page);
  const { shown, end } = part(text, offset);
  const rest =
    end < text.length
      ? [`${text.length - end} characters are left; go on with offset ${end}.`]
      : [];
  const tail = cut ? [`The page is longer than ${maxBytes} bytes; the rest was not read.`] : [];
  const asked = purpose ? [`You wanted to find out: ${purpose}`] : [];
  const facts = { url: url.href, status, type, bytes: body.byteLength };
  return framed(facts, shown || "(no text)", random(), [...rest, ...tail, ...asked]);
}

/** A redirect to another host: where it leads is the server's word, and framed like it. */
export const showMove = (from: URL, { status, to }: { status: number; to: string }): string =>
  framed({ url: from.href, status, type: "redirect", bytes: 0 }, `Location: ${to}`, random(), [
    "The page has moved to another host, which was not followed. If the user's work needs it, call WebFetch with that address; a person will be asked.",
  ]);
