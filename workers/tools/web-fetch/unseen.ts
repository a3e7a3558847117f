/** Which parts of a page people do not see, as far as its own tags tell. Style sheets are not read. */

/** Nobody reads these; what is hidden from people is hidden from the model, too. */
const unread = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "svg",
  "math",
  "iframe",
  "object",
  "canvas",
  "audio",
  "video",
  "select",
  "dialog",
]);

type Attributes = Readonly<Record<string, string>>;

/** A style as browsers read it: no comments, escapes undone, small letters. */
function declarationsOf(style: string): [string, string][] {
  const plain = style
    .slice(0, 10_000)
    .replaceAll(/\/\*[^]*?(?:\*\/|$)/g, " ")
    .replaceAll(/\\([0-9a-f]{1,6})\s?/gi, (_all, hex: string) => {
      const code = Number.parseInt(hex, 16);
      return code > 0x10ffff ? "" : String.fromCodePoint(code);
    })
    .replaceAll("\\", "")
    .toLowerCase();
  return plain.split(";").map((one) => {
    const at = one.indexOf(":");
    const value = one.slice(at + 1).replace(/!\s*important\s*$/, "");
    return [one.slice(0, Math.max(0, at)).trim(), value.trim()];
  });
}

/** A length or a share that leaves nothing to see: `0`, `.1px`, `1%`. */
const isNothing = (value: string): boolean =>
  /^[+-]?[\d.]/.test(value) &&
  Number.parseFloat(value) < (value.endsWith("%") ? 5 : value.endsWith("m") ? 0.1 : 2);

/** Out of the window: further than an honest design moves what it shows. */
const isFarOut = (value: string): boolean =>
  [...value.matchAll(/(-?)(\d[\d.]*|\.\d+)(%|[a-z]*)/g)].some(([, minus, figure, unit]) => {
    const far = unit === "" || unit === "px" || unit === "pt" ? 900 : unit === "%" ? 100 : 50;
    return Number(figure) >= (minus ? far : far * 10);
  });

const shifts = /^(?:left|top|right|bottom|inset|margin|text-indent|transform|translate)/;

const hides: Readonly<Record<string, (value: string) => boolean>> = {
  display: (value) => value === "none",
  visibility: (value) => value === "hidden" || value === "collapse",
  "content-visibility": (value) => value === "hidden",
  opacity: (value) => Number.parseFloat(value) < (value.endsWith("%") ? 5 : 0.05),
  "font-size": isNothing,
  font: (value) => /(?:^|\s)(?:0+(?:\.0*)?|\.0+)(?:[a-z]+|%)?[\s/]/.test(value),
  color: (value) =>
    /^transparent$|[,/]\s*(?:0+(?:\.0*)?|\.0+)%?\s*\)$/.test(value) &&
    !/^(?:rgb|hsl)\([^,]*,[^,]*,[^,]*\)$/.test(value),
  clip: (value) => value.startsWith("rect("),
  "clip-path": (value) => /^(?:inset\(\s*(?:[5-9]\d|100)(?:\.\d*)?%|circle\(\s*0)/.test(value),
  transform: (value) => /scale[xy]?\(\s*(?:0+(?:\.0*)?|\.0+)\s*[,)]/.test(value),
};

/** One word that hides is enough: which of several counts depends on which of them a browser knows. */
function isStyledAway(style: string): boolean {
  const found = declarationsOf(style);
  const clips = found.some(([name, value]) => name === "overflow" && /hidden|clip/.test(value));
  return found.some(
    ([name, value]) =>
      hides[name]?.(value) ||
      (shifts.test(name) && isFarOut(value)) ||
      (clips && /^(?:max-)?(?:width|height)$/.test(name) && isNothing(value)),
  );
}

const isDot = (size: string | undefined): boolean => size !== undefined && isNothing(size.trim());

/** Whether people do not see an element: what it is, its attributes and its own style say so. */
export const isUnseen = (name: string, attributes: Attributes): boolean =>
  unread.has(name) ||
  attributes["hidden"] !== undefined ||
  attributes["aria-hidden"]?.trim().toLowerCase() === "true" ||
  (name === "img" && (isDot(attributes["width"]) || isDot(attributes["height"]))) ||
  (attributes["style"] !== undefined && isStyledAway(attributes["style"]));
