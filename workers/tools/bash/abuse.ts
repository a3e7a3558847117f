/**
 * What no work on a project needs (U-102, U-104, U-105), seen where it happens: arguments once they
 * are expanded, paths once they are opened. What a command merely says, in a pattern or a message, is
 * no abuse. It bars nothing: the shell does. Pure.
 */
import type { ShellAbuse } from "../../agent/tool.ts";
import { resolveSegments } from "../tool-path.ts";
import { absentPrograms, blockedPrograms, miners } from "./absent-programs.ts";
import { hasFlag, operandsOf } from "./argument-guard.ts";
import {
  fixedText,
  isFunction,
  isPipeline,
  isSimpleCommand,
  nodesOf,
  type Script,
} from "./syntax.ts";

/** Of accounts, of the kernel, of other processes. */
const systemFile =
  /^\/(?:etc\/(?:passwd|g?shadow|sudoers|ssh)(?:[-./]|$)|root\/|proc\/(?:(?:self|\d+)\/(?:environ|mem|root)|kcore)(?:\/|$)|sys\/(?:kernel|firmware)(?:\/|$))/;
const systemDirectory =
  /^\/(?:bin|boot|dev|etc|home|lib(?:32|64)?|opt|proc|root|run|sbin|srv|sys|usr|var)?$/;
/** Not the terminal, nor where output is thrown away. */
const device = /^\/dev\/(?!null$|zero$|full$|tty$|std(?:in|out|err)$|fd\/)./;
const pool = /^stratum\+(?:tcp|ssl):\/\/\S+$/i;
const makesDevices = /^(?:mkfs(?:\..+)?|fdisk|parted|shred)$/;

/** Of a path that was opened, listed, written or removed; absolute and resolved. */
export const abuseOfPath = (path: string): ShellAbuse | null =>
  systemFile.test(path) ? { kind: "system_files", what: path } : null;

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

function destroyed(name: string, args: readonly string[], cwd: string): string | undefined {
  const absolute = (arg: string): string => resolveSegments(cwd, arg);
  if (name === "rm" && hasFlag(args, "rR", "--recursive")) {
    return operandsOf(args)
      .map(absolute)
      .find((path) => systemDirectory.test(path));
  }
  if (name === "find" && args.includes("-delete")) {
    const first = args.findIndex((arg) => /^[-(!]/.test(arg));
    return args
      .slice(0, Math.max(0, first))
      .map(absolute)
      .find((path) => systemDirectory.test(path));
  }
  if (name === "dd") {
    const target = args.find((arg) => arg.startsWith("of="))?.slice(3);
    return target !== undefined && device.test(absolute(target)) ? absolute(target) : undefined;
  }
  if (!makesDevices.test(name)) return undefined;
  return operandsOf(args)
    .map(absolute)
    .find((path) => device.test(path));
}

/** Of a command that runs, on its expanded arguments. */
export function abuseOfCommand(
  name: string,
  args: readonly string[],
  cwd: string,
): ShellAbuse | null {
  if (miners.has(name)) return { kind: "mining", what: name };
  if (blockedPrograms.has(name) || absentPrograms.has(name)) {
    const [wrapped] = operandsOf(args);
    if (/^(?:sudo|doas|nohup)$/.test(name) && wrapped && miners.has(baseName(wrapped))) {
      return { kind: "mining", what: `${name} ${baseName(wrapped)}` };
    }
    if (args.some((arg) => pool.test(arg))) return { kind: "mining", what: `${name} stratum` };
  }
  const target = destroyed(name, args, cwd);
  return target === undefined ? null : { kind: "destruction", what: `${name} ${target}` };
}

/** Of what only the whole shows: a function that starts itself twice, a miner called by its path. */
export function abuseOfScript(script: Script): ShellAbuse | null {
  for (const node of nodesOf(script)) {
    if (isSimpleCommand(node)) {
      const name = node.name && baseName(fixedText(node.name) ?? "");
      if (name && miners.has(name)) return { kind: "mining", what: name };
    } else if (isFunction(node) && [...nodesOf(node.body)].some((one) => bears(one, node.name))) {
      return { kind: "fork_bomb", what: `${node.name} | ${node.name}` };
    }
  }
  return null;
}

const bears = (node: { readonly type: string }, name: string): boolean =>
  isPipeline(node) &&
  node.commands.filter((one) => isSimpleCommand(one) && one.name && fixedText(one.name) === name)
    .length > 1;
