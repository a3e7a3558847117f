/** How people dress a word up so that it meets rules. */
const disguises: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
  "!": "i",
};

const undisguised = (text: string): string =>
  [...text].map((char) => disguises[char] ?? char).join("");

const normal = (text: string): string => text.normalize("NFKC").toLowerCase();

const longestWord = 20;
const shortestWord = 4;
/** A password of no more pieces than this is one a guesser tries early. */
const fewPieces = 3;

/** How far from `at` one character repeats, or counts up or down: `aaaa`, `1234`, `dcba`. */
function runFrom(text: string, at: number): number {
  const step = text.charCodeAt(at + 1) - text.charCodeAt(at);
  if (Number.isNaN(step) || Math.abs(step) > 1) return 1;
  let end = at + 1;
  while (end < text.length && text.charCodeAt(end) - text.charCodeAt(end - 1) === step) end++;
  return end - at >= 3 || step === 0 ? end - at : 1;
}

const isYear = (text: string): boolean => /^(?:19|20)\d\d$/.test(text);

/** The fewest pieces the text falls into: common words, years, runs, and single characters. */
function countPieces(text: string, common: ReadonlySet<string>): number {
  const plain = undisguised(text);
  const fewest = Array.from({ length: text.length + 1 }, () => Number.POSITIVE_INFINITY);
  fewest[0] = 0;
  for (let at = 0; at < text.length; at++) {
    const reached = (fewest[at] ?? 0) + 1;
    const note = (end: number) => {
      fewest[end] = Math.min(fewest[end] ?? reached, reached);
    };
    note(at + 1);
    note(at + runFrom(text, at));
    for (let size = shortestWord; size <= longestWord && at + size <= text.length; size++) {
      const piece = text.slice(at, at + size);
      if (common.has(piece) || isYear(piece) || common.has(plain.slice(at, at + size)))
        note(at + size);
    }
  }
  return fewest[text.length] ?? 0;
}

export interface Owner {
  readonly email: string;
  readonly name: string;
}

/** What of a person others know; two characters of a name in kanji are a name, three letters are not. */
function partsOf({ email, name }: Owner): string[] {
  const domain = email.split("@")[1]?.split(".").slice(0, -1) ?? [];
  const words = [email.split("@")[0] ?? "", name, ...domain].flatMap((text) =>
    normal(text).split(/[^\p{L}\p{N}]+/u),
  );
  return words.filter((word) => word.length >= (/^[\x20-\x7e]*$/.test(word) ? 4 : 2));
}

/** Whether a password is common, made of very little that is not, or holds its owner's name or address (T-07). */
export function isGuessable(password: string, owner: Owner, common: ReadonlySet<string>): boolean {
  const text = normal(password);
  const plain = undisguised(text);
  if (partsOf(owner).some((part) => text.includes(part) || plain.includes(part))) return true;
  return countPieces(text, common) <= fewPieces;
}
