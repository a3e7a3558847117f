import { indentOf } from "./functions.ts";
import {
  assignmentOf,
  type Diagnosis,
  missingName,
  noEdit,
  type Place,
  rootOf,
  similarName,
  renameOnLine,
  namesIn,
} from "./guard.ts";
import { literal } from "./literal.ts";
import { wayOut } from "./python-exit.ts";

const modules = new Set(
  "json os re sys math csv time datetime random logging itertools functools collections pathlib subprocess argparse typing copy shutil string statistics".split(
    " ",
  ),
);

/** A chain of names, calls and indexes, as far as one line shows it. */
const chain = String.raw`[A-Za-z_]\w*(?:\.\w+|\([^()]*\)|\[[^\[\]]*\])*`;

export function diagnosePython(kind: string, place: Place): Diagnosis {
  const { message, say } = place;
  const code = place.lines[place.line - 1] ?? "";
  if (kind === "NameError" || kind === "UnboundLocalError") {
    return missingName(place, modules, (name) => `import ${name}`);
  }
  if (/'NoneType' object/.test(message)) return missingValue(place, code);
  if (kind === "KeyError") return missingKey(place, code);
  if (kind === "IndexError") return missingIndex(place, code);
  if (kind === "ZeroDivisionError") return zeroDivision(place, code);
  if (kind === "AttributeError") return missingAttribute(place);
  if (kind === "TypeError" && /can only concatenate str|must be str/.test(message)) {
    return concatenation(place, code);
  }
  const caught = {
    ValueError: "ValueError",
    FileNotFoundError: "FileNotFoundError",
    JSONDecodeError: "ValueError",
  }[kind];
  if (caught !== undefined) return caughtHere(place, code, caught);
  return noEdit(
    say(`この行で ${kind} が発生しています: ${message}`, `This line raises ${kind}: ${message}`),
  );
}

function missingValue(place: Place, code: string): Diagnosis {
  const attribute = /has no attribute '(\w+)'/.exec(place.message)?.[1];
  const use =
    attribute !== undefined
      ? new RegExp(String.raw`(${chain})\.${attribute}\b`, "g")
      : /not iterable/.test(place.message)
        ? new RegExp(String.raw`\bin\s+(${chain})`, "g")
        : new RegExp(String.raw`(${chain}?)\[`, "g");
  const subjects = [...(place.masked.lines[place.line - 1] ?? "").matchAll(use)]
    .map((match) => code.slice(match.index, match.index + match[0].length))
    .map((text) =>
      attribute === undefined
        ? text.replace(/^in\s+/, "").replace(/\[$/, "")
        : text.slice(0, -attribute.length - 1),
    );
  const likely =
    subjects.find((one) => assignmentOf(place, one)?.value.endsWith(")")) ?? subjects[0];
  if (likely === undefined) {
    return noEdit(
      place.say("この行の値のどれかが None です。", "One of the values on this line is None."),
    );
  }
  const given = assignmentOf(place, likely);
  const cause = place.say(
    given
      ? `\`${likely}\` は ${given.line} 行目で \`${given.value}\` から得ていますが、これが None のことがあり、${place.line} 行目の参照が失敗します。`
      : `${place.line} 行目の時点で \`${likely}\` が None のことがあり、参照が失敗します。`,
    given
      ? `\`${likely}\` comes from \`${given.value}\` on line ${given.line}; that can be None, and then line ${place.line} fails.`
      : `\`${likely}\` can be None by line ${place.line}, and then using it fails.`,
  );
  return guarded(place, likely, cause, (name) => `${name} is None`, "None");
}

function missingKey(place: Place, code: string): Diagnosis {
  const key = /^(['"]?.+?['"]?)$/.exec(place.message.trim())?.[1] ?? "";
  const bare = key.replaceAll(/^['"]|['"]$/g, "");
  const match =
    new RegExp(String.raw`(${chain}?)\[\s*(['"]${literal(bare)}['"])\s*\]`).exec(code) ??
    new RegExp(String.raw`(${chain}?)\[\s*(\w+)\s*\]`).exec(code);
  const [, subject = "", shown = ""] = match ?? [];
  const cause = place.say(
    `辞書${subject && ` \`${subject}\` `}にキー ${key} がない場合があります。`,
    `The dictionary${subject && ` \`${subject}\``} does not always have the key ${key}.`,
  );
  if (subject === "") return noEdit(cause);
  return guarded(place, subject, cause, (name) => `${shown} not in ${name}`, "{}");
}

function missingIndex(place: Place, code: string): Diagnosis {
  const match = new RegExp(String.raw`(${chain}?)\[\s*(-?\d+|\w+)\s*\]`).exec(code);
  const [, subject = "", index = ""] = match ?? [];
  const cause = place.say(
    `\`${subject}\` の要素数が足りず、添字 \`${index}\` が範囲の外に出ます。`,
    `\`${subject}\` is shorter than the index \`${index}\` needs.`,
  );
  if (subject === "") return noEdit(cause);
  const test = /^(?:0|-1)$/.test(index)
    ? (name: string) => `not ${name}`
    : (name: string) => `len(${name}) <= ${index}`;
  return guarded(place, subject, cause, test, "[]");
}

function zeroDivision(place: Place, code: string): Diagnosis {
  const divisor = new RegExp(String.raw`(?://?|%)\s*(${chain})`).exec(code)?.[1];
  const cause = place.say(
    `割る数${divisor ? ` \`${divisor}\` ` : ""}が 0 になる場合があります。`,
    `The divisor${divisor ? ` \`${divisor}\`` : ""} can be zero.`,
  );
  if (divisor === undefined) return noEdit(cause);
  return guarded(
    place,
    divisor,
    cause,
    (name) => `${name} == 0`,
    divisor.startsWith("len(") ? "[]" : "0",
  );
}

function missingAttribute(place: Place): Diagnosis {
  const match = /'?(\w+)'? (?:object )?has no attribute '(\w+)'/.exec(place.message);
  const [, owner = "", name = ""] = match ?? [];
  const cause = place.say(
    `\`${owner}\` には \`${name}\` という属性がありません。`,
    `\`${owner}\` has no attribute \`${name}\`.`,
  );
  const meant = similarName(
    name,
    namesIn(place.masked.lines.filter((_, i) => i !== place.line - 1)),
  );
  if (meant === undefined) return noEdit(cause);
  return {
    cause,
    remedy: place.say(
      `近い名前の \`${meant}\` に直します。`,
      `Use \`${meant}\`, which exists, instead.`,
    ),
    edit: renameOnLine(place, name, meant),
    example: null,
  };
}

function concatenation(place: Place, code: string): Diagnosis {
  const { say } = place;
  const cause = say(
    "文字列と文字列でない値を `+` でつないでいます。",
    "A string is joined by `+` with something that is not one.",
  );
  const next = code.replace(
    /((['"])(?:(?!\2).)*\2\s*\+\s*)([A-Za-z_][\w.]*(?:\([^()]*\))?)(?!\w|\()/,
    "$1str($3)",
  );
  if (next === code) return noEdit(cause);
  const remedy = say(
    "値を `str()` で文字列にしてからつなぎます。",
    "Turn the value into a string with `str()` first.",
  );
  return { cause, remedy, edit: { from: place.line, to: place.line, next: [next] }, example: null };
}

function caughtHere(place: Place, code: string, kind: string): Diagnosis {
  const { say } = place;
  const cause = say(
    `この行の入力が想定と違う場合に ${place.message || kind} になります。`,
    `With input it does not expect, this line fails: ${place.message || kind}`,
  );
  const way = wayOut(place, "");
  if (way === null || !/^\s*[\w.]+\s*=[^=]/.test(code)) return noEdit(cause);
  const indent = indentOf(code);
  const unit = indent.includes("\t") ? "\t" : "    ";
  return {
    cause,
    remedy: say(
      `この行だけを try/except で囲み、失敗したら \`${way.statement}\` とします。`,
      `Catch just that on this line and \`${way.statement}\` instead.`,
    ),
    edit: {
      from: place.line,
      to: place.line,
      next: [
        `${indent}try:`,
        unit + code,
        `${indent}except ${kind}:`,
        `${indent}${unit}${way.statement}`,
      ],
    },
    example: null,
  };
}

/** `if TEST: leave` before the statement; a subject that is a call gets a name first. */
function guarded(
  place: Place,
  subject: string,
  cause: string,
  test: (name: string) => string,
  empty: string,
): Diagnosis {
  const code = place.lines[place.line - 1] ?? "";
  const way = wayOut(place, rootOf(subject));
  const bound = new RegExp(String.raw`\bfor\s+[\w, ]*\b${rootOf(subject)}\b[\w, ]*\s+in\b`).test(
    code,
  );
  const startsBlock =
    /^\s*(?:elif|else|except|finally|case|while|for|with|def|class|@|\)|\]|\})/.test(code) &&
    !/^\s*(?:for|with)\b/.test(code);
  if (way === null || bound || startsBlock || place.masked.inString.has(place.line - 1))
    return noEdit(cause);
  const indent = indentOf(code);
  const unit = indent.includes("\t") ? "\t" : "    ";
  const isCall = subject.endsWith(")") && !subject.startsWith("len(");
  const name = isCall ? "value" : subject;
  const next = [
    ...(isCall ? [`${indent}${name} = ${subject}`] : []),
    `${indent}if ${test(name)}:`,
    `${indent}${unit}${way.statement}`,
    isCall ? code.replace(subject, name) : code,
  ];
  const isParam =
    place.within?.params.length === 1 &&
    place.within.params[0] === subject &&
    way.statement.startsWith("return");
  const inner = subject.replace(/^len\((.*)\)$/, "$1");
  const lenParam =
    inner !== subject &&
    place.within?.params.length === 1 &&
    place.within.params[0] === inner &&
    way.statement.startsWith("return");
  return {
    cause,
    remedy: place.say(
      `使う前に \`${test(name)}\` を調べ、その場合は \`${way.statement}\` とします。`,
      `Check \`${test(name)}\` before it is used and \`${way.statement}\` in that case.`,
    ),
    edit: { from: place.line, to: place.line, next },
    example:
      isParam || lenParam
        ? { args: empty, expected: way.statement.replace(/^return ?/, "") || "None" }
        : null,
  };
}
