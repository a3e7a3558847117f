/** How many tokens a text makes, without asking: a guess on the high side. */
import type { ContentBlock } from "@anthropic-ai/sdk/resources/messages";
import type { ModelRequest } from "../agent/model.ts";

const isLower = (code: number) => code >= 97 && code <= 122;
const isUpper = (code: number) => code >= 65 && code <= 90;
const isDigit = (code: number) => code >= 48 && code <= 57;
const isSpace = (code: number) => code === 32 || (code >= 9 && code <= 13);

/** Letters of a word that make a token, and how many make it a long one, which is cut up finer. */
const [perToken, longWord] = [3, 12];
/** Of digits and letters in one another, as in ids, hashes and Base64: no dictionary has them. */
const mixed = 0.8;

/** Letters and digits from `from` on: where they end, and what they make. */
function wordAt(text: string, from: number): readonly [number, number] {
  let [at, letters, digits, tokens, inWord] = [from, 0, 0, 0, 0];
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) {
      [digits, inWord] = [digits + 1, 0];
      continue;
    }
    const upper = isUpper(code);
    if (!upper && !isLower(code)) break;
    letters += 1;
    if (upper) {
      tokens += inWord > 0 && isUpper(text.charCodeAt(at - 1)) ? 0.75 : 1;
      inWord = 1;
    } else {
      if (inWord < longWord ? inWord % perToken === 0 : inWord % 2 === 0) tokens += 1;
      inWord += 1;
    }
  }
  return [at, letters > 0 && digits > 0 ? (at - from) * mixed : tokens + digits];
}

/** Of what is not ASCII. No character makes more tokens than it has bytes. */
function tokensOfOther(code: number): number {
  if (code > 0xffff) return 4;
  // Latin with accents, Greek, Cyrillic.
  if (code < 0x530) return 1;
  if (code < 0x800) return 1.5;
  // Kana with their punctuation; Chinese characters; Hangul; full-width forms.
  if (code >= 0x3000 && code <= 0x30ff) return 1.1;
  if (code >= 0x4e00 && code <= 0x9fff) return 1.4;
  if (code >= 0xac00 && code <= 0xd7a3) return 1.4;
  return code >= 0xff00 ? 1.5 : 2;
}

/** One space goes with the word or the mark behind it; more of the same go together. */
function tokensOfSpace(text: string, at: number): number {
  const [code, before] = [text.charCodeAt(at), text.charCodeAt(at - 1)];
  if (code === before) return 0.25;
  return code === 32 && !isSpace(before) && !isDigit(text.charCodeAt(at + 1)) ? 0 : 1;
}

/** High for what is dense (ids, Base64, marks), and for prose no more than half too high. */
export function tokensOfText(text: string): number {
  let tokens = 0;
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (isLower(code) || isUpper(code) || isDigit(code)) {
      const [end, made] = wordAt(text, at);
      tokens += made;
      at = end;
    } else if (code > 127) {
      const point = text.codePointAt(at) ?? code;
      tokens += tokensOfOther(point);
      at += point > 0xffff ? 2 : 1;
    } else {
      if (isSpace(code)) tokens += tokensOfSpace(text, at);
      else tokens += code === text.charCodeAt(at - 1) ? 0.5 : 1;
      at += 1;
    }
  }
  return Math.ceil(tokens);
}

/** A call's name and the marks around its input. */
const aroundCall = 16;

/**
 * Of a block that may not be whole, `json` being its input so far. Thinking comes as a summary, and
 * whole in its signature: three bytes of a token at least, four characters of Base64.
 */
export function tokensOfArrived(block: ContentBlock, json: string): number {
  if (block.type === "text") return tokensOfText(block.text);
  if (block.type === "thinking")
    return Math.max(tokensOfText(block.thinking), Math.ceil(block.signature.length / 4));
  if (block.type === "redacted_thinking") return Math.ceil(block.data.length / 4);
  return aroundCall + tokensOfText(json);
}

/** Of everything in a request: texts, names and the marks between them. */
function tokensOf(value: unknown, known?: WeakMap<object, number>): number {
  if (typeof value === "string") return tokensOfText(value);
  if (typeof value !== "object" || value === null) return 1;
  const found = known?.get(value);
  if (found !== undefined) return found;
  const parts = Array.isArray(value) ? value : Object.entries(value).flat();
  const sum = parts.reduce<number>((total, part) => total + tokensOf(part, known), 2);
  known?.set(value, sum);
  return sum;
}

/** What a call has the model read, whatever it says. */
export const tokensOfPrompt = (
  { system, tools, messages }: Pick<ModelRequest, "system" | "tools" | "messages">,
  known?: WeakMap<object, number>,
): number => tokensOf([system, tools], known) + tokensOf([...messages], known);
