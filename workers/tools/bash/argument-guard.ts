/** What a command may not do whatever was approved, judged on its expanded arguments. Pure. */
import { mountPoint } from "../../agent/project-root.ts";
import { insideProject, resolveSegments } from "../tool-path.ts";

export interface ArgumentContext {
  /** Absolute. */
  readonly cwd: string;
  /** Names directly below the project's root, hidden ones left out. */
  topLevel(): string[];
}

const isFlag = (arg: string): boolean => arg.startsWith("-") && arg !== "-";

export const operandsOf = (args: readonly string[]): string[] => {
  const end = args.indexOf("--");
  const before = end === -1 ? args : args.slice(0, end);
  return [...before.filter((arg) => !isFlag(arg)), ...(end === -1 ? [] : args.slice(end + 1))];
};

export const hasFlag = (args: readonly string[], letters: string, long: string): boolean =>
  args.some(
    (arg) =>
      (arg.startsWith("--") && arg.length > 3 && long.startsWith(arg)) ||
      (/^-[^-]/.test(arg) && [...letters].some((letter) => arg.includes(letter))),
  );

/** Why the command is refused, or null. */
export function argumentRefusal(
  name: string,
  args: readonly string[],
  context: ArgumentContext,
): string | null {
  if (name === "rm" && hasFlag(args, "rR", "--recursive")) return recursiveDelete(args, context);
  if (name === "find" && args.includes("-delete")) return findDelete(args, context);
  if (name === "chmod" && args.some((arg) => /^(?:[0-7]?777|[augo]*[+=]rwx)$/.test(arg))) {
    return "opening a file to everybody (777) is blocked; 755 makes it executable";
  }
  return null;
}

const isRoot = (path: string): boolean =>
  `${mountPoint}/`.startsWith(path === "/" ? "/" : `${path}/`);

const findTest = /^-(?:i?name|i?path|i?regex|size|[acm](?:time|min)|newer|empty|perm|user)/;

/** `find . -delete` with nothing that narrows it. */
function findDelete(args: readonly string[], context: ArgumentContext): string | null {
  const first = args.findIndex((arg) => /^[-(!]/.test(arg));
  const starts = first <= 0 ? ["."] : args.slice(0, first);
  if (args.some((arg) => findTest.test(arg))) return null;
  return starts.some((start) => isRoot(resolveSegments(context.cwd, start)))
    ? "this would delete everything in the project; name what should go"
    : null;
}

function recursiveDelete(args: readonly string[], context: ArgumentContext): string | null {
  const targets = operandsOf(args).map((arg) => resolveSegments(context.cwd, arg));
  const root = targets.find(isRoot);
  if (root) return `deleting ${root} would delete the whole project`;
  const named = new Set(targets.map(insideProject));
  const names = context.topLevel();
  if (names.length > 1 && names.every((name) => named.has(name))) {
    return "this would delete everything in the project; name what should go";
  }
  return null;
}
