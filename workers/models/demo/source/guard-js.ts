import { indentOf } from "./functions.ts";
import {
  assignmentOf,
  type Diagnosis,
  missingName,
  namesIn,
  noEdit,
  type Place,
  renameOnLine,
  rootOf,
  similarName,
} from "./guard.ts";
import { literal } from "./literal.ts";
import { isBalanced } from "./mask.ts";

const modules = new Set(
  "fs path os http https url util crypto assert zlib stream events child_process".split(" "),
);
const arrayMembers = new Set(
  "map filter forEach reduce some every find findIndex flatMap flat sort slice join entries length includes concat".split(
    " ",
  ),
);
const textMembers = new Set(
  "split trim trimStart trimEnd toLowerCase toUpperCase startsWith endsWith replace replaceAll match padStart padEnd charAt substring".split(
    " ",
  ),
);
const chain = String.raw`(?:await\s+)?[A-Za-z_$][\w$]*(?:\??\.[\w$#]+|\([^()]*\)|\[[^\[\]]*\])*`;

export function diagnoseJs(kind: string, place: Place): Diagnosis {
  const { message, say } = place;
  const code = place.lines[place.line - 1] ?? "";
  const reading =
    /Cannot read propert(?:y|ies) (?:of (?:undefined|null) \(reading '([^']+)'\)|'([^']+)' of)/.exec(
      message,
    );
  if (reading) return missingObject(place, code, reading[1] ?? reading[2] ?? "");
  const setting =
    /Cannot set propert(?:y|ies) (?:of (?:undefined|null) \(setting '([^']+)'\)|'([^']+)' of)/.exec(
      message,
    );
  if (setting) return missingTarget(place, code, setting[1] ?? setting[2] ?? "");
  if (/^TS(?:2532|2531|2533|18047|18048|18049)$/.test(kind)) return possiblyMissing(place, code);
  if (/is not iterable/.test(message)) return notIterable(place, code);
  if (/Cannot destructure property/.test(message)) return destructured(place, code);
  if (kind === "ReferenceError" || kind === "TS2304" || kind === "TS2552") {
    const cjs = place.lines.some((line) => /\brequire\(/.test(line));
    return missingName(place, modules, (name) =>
      cjs ? `const ${name} = require("node:${name}");` : `import ${name} from "node:${name}";`,
    );
  }
  const unknown =
    /Property '([\w$]+)' does not exist|(?:([\w$]+)\.)?([\w$]+) is not a function/.exec(message);
  if (unknown) return misspelt(place, unknown[1] ?? unknown[3] ?? "");
  if (kind === "SyntaxError" && /JSON\.parse/.test(code)) return unparsable(place, code);
  return noEdit(
    say(`この行で ${kind} が発生しています: ${message}`, `This line raises ${kind}: ${message}`),
  );
}

/** The chain before `.member`, in the code itself and not in its strings. */
function subjectBefore(
  place: Place,
  code: string,
  member: string,
): { subject: string; at: number } | null {
  const pattern = new RegExp(String.raw`(${chain})\.${literal(member)}(?![\w$])`);
  const match = pattern.exec(place.masked.lines[place.line - 1] ?? "");
  if (!match) return null;
  const full = code.slice(match.index, match.index + match[0].length);
  return { subject: full.slice(0, -member.length - 1), at: match.index };
}

function whereFrom(place: Place, subject: string): string {
  const given = assignmentOf(place, rootOf(subject.replace(/^await\s+/, "")));
  if (given === undefined) {
    return place.say(
      `${place.line} 行目の時点で \`${subject}\` が undefined（または null）です。`,
      `\`${subject}\` is undefined (or null) by line ${place.line}.`,
    );
  }
  return place.say(
    `\`${subject}\` が undefined（または null）です。元の値は ${given.line} 行目の \`${given.value}\` から来ています。`,
    `\`${subject}\` is undefined (or null). Its value comes from \`${given.value}\` on line ${given.line}.`,
  );
}

function missingObject(place: Place, code: string, member: string): Diagnosis {
  const index = /^\d+$/.test(member);
  const leading = new RegExp(String.raw`^(\s*)\.(${literal(member)}\b.*)$`).exec(code);
  if (leading) {
    return chained(place, `${leading[1]}?.${leading[2]}`, whereFrom(place, "…"));
  }
  const found = subjectBefore(place, code, member);
  if (found === null) {
    const match = new RegExp(String.raw`(${chain}?)\[${index ? member : ""}`).exec(code);
    const from =
      /\{[^}]*\b/.test(code) && code.includes(member)
        ? /=\s*([\w$.]+)\s*;?\s*$/.exec(code)?.[1]
        : undefined;
    if (from !== undefined) return destructured(place, code);
    if (!match?.[1]) {
      return noEdit(
        place.say(
          `undefined（または null）の値から \`${member}\` を読もうとしていますが、${place.line} 行目にその式が見当たりません。`,
          `Something undefined (or null) is asked for \`${member}\`, but I cannot see that expression on line ${place.line}.`,
        ),
      );
    }
    const end = match.index + match[1].length;
    return chained(place, `${code.slice(0, end)}?.${code.slice(end)}`, whereFrom(place, match[1]));
  }
  const { subject, at } = found;
  const rest = code.slice(at + subject.length + 1 + member.length);
  if (/^\s*(?:=(?!=|>)|\+=|-=|\+\+|--)/.test(rest)) return missingTarget(place, code, member);
  const called = rest.startsWith("(");
  const empty =
    called && textMembers.has(member)
      ? '""'
      : arrayMembers.has(member) &&
          (called || member === "length") &&
          looksLikeList(member, subject)
        ? "[]"
        : null;
  if (empty !== null) {
    const next = `${code.slice(0, at)}(${subject} ?? ${empty}).${member}${rest}`;
    return {
      cause: whereFrom(place, subject),
      remedy: place.say(
        `\`${subject}\` がないときは \`${empty}\` として扱います。`,
        `Treat a missing \`${subject}\` as \`${empty}\`.`,
      ),
      edit: { from: place.line, to: place.line, next: [next] },
      example: null,
    };
  }
  const next = `${code.slice(0, at)}${subject}?.${member}${rest}`;
  return chained(place, next, whereFrom(place, subject), exampleOf(place, subject, "undefined"));
}

const looksLikeList = (member: string, subject: string): boolean =>
  !/^(?:length|slice|includes|concat)$/.test(member) || /s$|list|array|items/i.test(subject);

function exampleOf(place: Place, subject: string, args: string): Diagnosis["example"] {
  const { within, line, lines } = place;
  const returns = /^\s*return\b/.test(lines[line - 1] ?? "") || within?.body === within?.start;
  const only = within?.params.length === 1 && within.params[0] === subject;
  return only &&
    returns &&
    new RegExp(String.raw`^\s*return\s+${literal(subject)}\.[\w$]+;?\s*$`).test(
      lines[line - 1] ?? "",
    )
    ? { args, expected: "undefined" }
    : null;
}

/** A chain that may be cut short is no target of an assignment and nothing to construct. */
const mayNotChain =
  /\?\.(?:[\w$.[\]()]|"[^"]*"|'[^']*')*\s*(?:[-+*/]|\?\?|\|\||&&)?=(?![=>])|\bnew\s+[\w$.]*\?\./;

function chained(
  place: Place,
  next: string,
  cause: string,
  example: Diagnosis["example"] = null,
): Diagnosis {
  if (mayNotChain.test(next)) return noEdit(cause);
  return {
    cause,
    remedy: place.say(
      "オプショナルチェーン `?.` を使い、値がないときは式全体が `undefined` になるようにします。",
      "Use optional chaining, `?.`: without a value the whole expression becomes `undefined`.",
    ),
    edit: { from: place.line, to: place.line, next: [next] },
    example,
  };
}

function missingTarget(place: Place, code: string, member: string): Diagnosis {
  const found = subjectBefore(place, code, member);
  const cause = whereFrom(place, found?.subject ?? "…");
  if (found === null || !isBalanced([code], "js") || !/^\s*[\w$.[\]]+\s*[-+]?=/.test(code))
    return noEdit(cause);
  const indent = indentOf(code);
  return {
    cause,
    remedy: place.say(
      `\`${found.subject}\` があるときだけ代入します。`,
      `Assign only when there is a \`${found.subject}\`.`,
    ),
    edit: {
      from: place.line,
      to: place.line,
      next: [`${indent}if (${found.subject}) {`, `  ${code}`, `${indent}}`],
    },
    example: null,
  };
}

function possiblyMissing(place: Place, code: string): Diagnosis {
  const named = /'([^']+)' is possibly/.exec(place.message)?.[1];
  const match =
    named === undefined
      ? new RegExp(String.raw`(${chain})(?=\.[\w$])`).exec(code)
      : new RegExp(String.raw`(${literal(named)})(?=\.[\w$]|\[)`).exec(code);
  const subject = match?.[1] ?? "";
  const cause = place.say(
    `型の上で \`${subject || "この値"}\` は undefined または null のことがあります。`,
    `By its type \`${subject || "this value"}\` may be undefined or null.`,
  );
  if (
    !match ||
    (/=\s*$/.test(code.slice(0, match.index)) === false &&
      new RegExp(String.raw`^\s*${literal(subject)}\.[\w$.]+\s*=[^=]`).test(code))
  ) {
    return noEdit(cause);
  }
  const end = match.index + subject.length;
  const bracket = code[end] === "[";
  return chained(place, `${code.slice(0, end)}?.${code.slice(bracket ? end : end + 1)}`, cause);
}

function notIterable(place: Place, code: string): Diagnosis {
  const match =
    /(\bof\s+|\.\.\.)(?!(?:typeof|new|await)\b)([\w$.]+(?:\([^()]*\))?)(?![#\w])(?!\)\s*(?:=>|\{))/.exec(
      code,
    );
  const subject = match?.[2] ?? "";
  const cause = place.say(
    `\`${subject}\` は繰り返せる値ではありません。`,
    `\`${subject}\` is not something one can iterate over.`,
  );
  if (!match || !/undefined|null|not iterable/.test(place.message)) return noEdit(cause);
  const end = match.index + match[0].length;
  const next = `${code.slice(0, match.index)}${match[1]}(${subject} ?? [])${code.slice(end)}`;
  const remedy = place.say(
    "値がないときは空の配列として扱います。",
    "Treat a missing value as an empty list.",
  );
  return { cause, remedy, edit: { from: place.line, to: place.line, next: [next] }, example: null };
}

function destructured(place: Place, code: string): Diagnosis {
  const match = /(\}\s*=\s*)([\w$.]+(?:\([^()]*\))?)(\s*;?\s*)$/.exec(code);
  const cause = whereFrom(place, match?.[2] ?? "…");
  if (!match) return noEdit(cause);
  const next = `${code.slice(0, match.index)}${match[1]}${match[2]} ?? {}${match[3]}`;
  const remedy = place.say(
    "値がないときは空のオブジェクトから取り出します。",
    "Take the parts of an empty object when there is no value.",
  );
  return { cause, remedy, edit: { from: place.line, to: place.line, next: [next] }, example: null };
}

function misspelt(place: Place, name: string): Diagnosis {
  const cause = place.say(`\`${name}\` はここにはありません。`, `There is no \`${name}\` here.`);
  const others = namesIn(place.masked.lines.filter((_, i) => i !== place.line - 1));
  const suggested = /Did you mean '([\w$]+)'/.exec(place.message)?.[1];
  const meant = suggested ?? (others.has(name) ? undefined : similarName(name, others));
  if (meant === undefined || name === "") return noEdit(cause);
  const remedy = place.say(
    `\`${meant}\` の書き間違いとして直します。`,
    `I take it for a misspelling of \`${meant}\`.`,
  );
  return { cause, remedy, edit: renameOnLine(place, name, meant), example: null };
}

function unparsable(place: Place, code: string): Diagnosis {
  const { say } = place;
  const cause = say(
    "JSON として正しくない文字列を `JSON.parse` に渡しています。",
    "`JSON.parse` is given text that is not JSON.",
  );
  const match = /^(\s*)(const|let|var)\s+([\w$]+)\s*=\s*(JSON\.parse\(.*\));?\s*$/.exec(code);
  if (!match) return noEdit(cause);
  const [, indent = "", , name = "", value = ""] = match;
  return {
    cause,
    remedy: say(
      "解析の失敗を捕まえ、分かるエラーにします。",
      "Catch the failure and say what was wrong.",
    ),
    edit: {
      from: place.line,
      to: place.line,
      next: [
        `${indent}let ${name};`,
        `${indent}try {`,
        `${indent}  ${name} = ${value};`,
        `${indent}} catch (error) {`,
        `${indent}  throw new Error("invalid JSON in ${name}", { cause: error });`,
        `${indent}}`,
      ],
    },
    example: null,
  };
}
