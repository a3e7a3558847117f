/**
 * Which commands only look, judged on arguments known before anything runs. For explaining and for
 * asking less; the guards do not rely on it. Pure.
 */

/** Null stands for an argument that is known only when it runs. */
export type Argument = string | null;

const look = new Set(
  `[ : basename base64 break cat cd column comm continue cut diff dirname du echo egrep exit expand
  export expr false fgrep file fold grep head help history hostname html-to-markdown join jq let
  local ls md5sum nl od paste printenv printf pwd read readlink realpath return rev seq set
  sha1sum sha256sum shift shopt sleep stat strings tac tail test tr true type unexpand unset wc
  which whoami zcat declare yes cmp id uname`.split(/\s+/),
);

const fixed = (args: readonly Argument[]): string[] | null => {
  const known = args.filter((arg): arg is string => arg !== null);
  return known.length === args.length ? known : null;
};

const without =
  (pattern: RegExp) =>
  (args: readonly string[]): boolean =>
    !args.some((arg) => pattern.test(arg));

/** A sed command that neither writes a file nor runs one: an optional address, then p, d, q, =, s or y. */
const sedCommand =
  /^(?:(?:\d+|\$|\/(?:[^/\\]|\\.)*\/)(?:,(?:\+?\d+|\$|\/(?:[^/\\]|\\.)*\/))?!?)?\s*(?:[pdqDPGHhgx=]|s([/|#,:@])(?:(?!\1)[^\\]|\\.)*\1(?:(?!\1)[^\\]|\\.)*\1[gpiIm0-9]*|y\/[^/]*\/[^/]*\/)?$/;

function sed(args: readonly string[]): boolean {
  const scripts: string[] = [];
  let operands = 0;
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (arg === "-e" || arg === "--expression") scripts.push(args[++at] ?? "");
    else if (/^-[nErsuz]+$/.test(arg) || arg === "--quiet" || arg === "--regexp-extended") continue;
    else if (arg.startsWith("-")) return false;
    else if (operands++ === 0 && scripts.length === 0) scripts.push(arg);
  }
  return scripts.length > 0 && scripts.every((script) => sedScript(script));
}

/**
 * Within brackets a delimiter is an ordinary character to sed, but not to the pattern above: what
 * looks like the end of an address there may stand in its middle.
 */
const hidesDelimiter = (script: string): boolean => {
  const marks = [..."/|#,:@"].filter((mark) => mark === "/" || script.includes(`s${mark}`));
  return script.split("[").some((rest, at) => {
    const inside = rest.replace(/^\^?\]?/, "").split("]")[0] ?? "";
    return at > 0 && marks.some((mark) => inside.includes(mark));
  });
};

const sedScript = (script: string): boolean =>
  script.length < 1000 &&
  !hidesDelimiter(script) &&
  (sedCommand.test(script.trim()) ||
    script.split(/[;\n]/).every((command) => sedCommand.test(command.trim())));

function awk(args: readonly string[]): boolean {
  return !args.some(
    (arg) => /[>|]|system|getline/.test(arg) || /^(?:-[fi]|--file|--include)/.test(arg),
  );
}

const xargsFlag = /^-(?:0|r|t|x|[nLPs]\d+|I\S+|d\S+)$|^--(?:null|no-run-if-empty)$/;

function xargs(args: readonly string[]): boolean {
  let at = 0;
  for (; at < args.length; at++) {
    const arg = args[at] ?? "";
    if (/^-[nLPsId]$/.test(arg)) at++;
    else if (!xargsFlag.test(arg)) break;
  }
  const name = args[at];
  // What xargs adds may look like an option, so only commands none of whose options write.
  return name === undefined || (look.has(name) && !name.startsWith("["));
}

const careful: Partial<Record<string, (args: readonly string[]) => boolean>> = {
  find: without(/^-(?:exec|execdir|ok|okdir|delete|fprint|fprint0|fprintf|fls)$/),
  sort: without(/^(?:-[a-zA-Z]*o|--output|--compress-program)/),
  uniq: (args) => args.filter((arg) => !arg.startsWith("-")).length <= 1,
  tree: without(/^-o/),
  date: without(/^(?:-s|--set)/),
  rg: without(/^--pre/),
  env: (args) => args.length === 0,
  command: (args) => /^-[vV]$/.test(args[0] ?? ""),
  sed,
  awk,
  xargs,
};

export function onlyLooks(name: string, args: readonly Argument[]): boolean {
  if (look.has(name)) return true;
  const check = careful[name];
  const known = fixed(args);
  return check !== undefined && known !== null && check(known);
}

const arrange = new Set(["mkdir", "touch", "mv", "cp", "rmdir"]);

/** Commands that `acceptEdits` covers besides those that only look. */
export const onlyArranges = (name: string): boolean => arrange.has(name);
