/** The small steps skills are made of: read, find, write, edit, ask; and what to do when one fails. */
import type { Conversation, Result } from "./conversation.ts";
import { Halt, type Steps, type ToolRequest } from "./play.ts";

export interface SourceFile {
  /** Relative to the project. */
  readonly path: string;
  readonly lines: readonly string[];
  /** False where only a part was shown. */
  readonly whole: boolean;
}

const root = "/workspace/";
export const absolute = (path: string): string => root + relative(path);
const relative = (path: string): string =>
  path.replace(/^\/workspace(?:\/|$)/, "").replace(/^(?:\.?\/)+/, "");

const denied =
  /\bden(?:y|ied)\b|declin|rejected|not allowed|not permitted|permission|may only read|not available to this account|plan mode|拒否|許可され/i;
const interrupted = /interrupt|中断/i;

/** Makes the calls side by side. A denied one ends the turn, an interrupted one is made again. */
export function* call(
  c: Conversation,
  text: string,
  ...calls: readonly ToolRequest[]
): Steps<readonly Result[]> {
  const missing = calls.find((one) => !c.can(one.name));
  if (missing !== undefined) throw new Halt(cannotUse(c, missing.name));
  const results = [...(yield { text, calls })];
  for (const [i, result] of results.entries()) {
    const request = calls[i];
    if (!result.failed || request === undefined) continue;
    if (interrupted.test(result.text)) {
      const [again] = yield { calls: [request] };
      if (again) results[i] = again;
    } else if (denied.test(result.text)) {
      throw new Halt(stoppedBy(c, result));
    }
  }
  return results;
}

const cannotUse = (c: Conversation, tool: string): string =>
  c.say(
    `ここでは ${tool} を使えないため、この依頼は実行できません。ファイルは変更していません。権限モードまたは担当者の権限を確認してください。`,
    `I cannot do this here: the tool ${tool} is not available to me in this session. Nothing was changed by this step. Check the permission mode or your role.`,
  );

/** A person's own words, or the rule's; what is only meant for the model is no reason to show. */
function reasonOf(text: string): string {
  const said = /^The person denied this call and says: ([\s\S]+)$/.exec(text.trim());
  if (said?.[1] !== undefined) return said[1];
  return text.startsWith("The person denied this call") ? "" : text.trim();
}

function stoppedBy(c: Conversation, result: Result): string {
  const target = String(
    result.input["file_path"] ?? result.input["command"] ?? result.input["pattern"] ?? "",
  );
  const what = `${result.name}${target === "" ? "" : ` (\`${relative(target)}\`)`}`;
  const reason = reasonOf(result.text).replaceAll("\n", "\n> ");
  const quoted = reason === "" ? "" : `\n\n> ${reason}`;
  return c.say(
    `${what} は許可されなかったので、ここで止めました。${quoted}\n\n別の進め方があれば教えてください。`,
    `${what} was not allowed, so I stopped here.${quoted}\n\nTell me how you would like to go on instead.`,
  );
}

export const readCall = (path: string): ToolRequest => ({
  name: "Read",
  input: { file_path: absolute(path) },
});
export const globCall = (pattern: string): ToolRequest => ({ name: "Glob", input: { pattern } });
export const grepCall = (pattern: string, more: Record<string, unknown> = {}): ToolRequest => ({
  name: "Grep",
  input: { pattern, output_mode: "content", "-n": true, ...more },
});

/** The lines of a numbered view; null where the result is an error. */
export function parseRead(path: string, result: Result | undefined): SourceFile | null {
  if (result === undefined || result.failed) return null;
  const lines: string[] = [];
  for (const line of result.text.split("\n")) {
    const match = /^\s*(\d+)(?:\t|→)(.*)$/.exec(line);
    if (match) lines[Number(match[1]) - 1] = match[2] ?? "";
  }
  for (let i = 0; i < lines.length; i++) lines[i] ??= "";
  const whole = !/\((?:This is a part|.*partial)/i.test(result.text);
  return { path: relative(path), lines, whole };
}

export function parsePaths(result: Result | undefined): string[] {
  if (result === undefined || result.failed) return [];
  return result.text
    .split("\n")
    .filter((line) => line.startsWith("/") || /^[\w.@-][^\s:()]*\.\w+$/.test(line))
    .map(relative);
}

export interface Match {
  path: string;
  line: number;
  text: string;
}

export function parseMatches(result: Result | undefined): Match[] {
  if (result === undefined || result.failed) return [];
  const found: Match[] = [];
  for (const line of result.text.split("\n")) {
    const match = /^(.+?):(\d+):(.*)$/.exec(line);
    if (match) {
      found.push({ path: relative(match[1] ?? ""), line: Number(match[2]), text: match[3] ?? "" });
    }
  }
  return found;
}

/** Reads all of them at once; those that are not there are left out. */
export function* readFiles(
  c: Conversation,
  paths: readonly string[],
  text = "",
): Steps<SourceFile[]> {
  if (paths.length === 0) return [];
  const results = yield* call(c, text, ...paths.map(readCall));
  return paths
    .map((path, i) => parseRead(path, results[i]))
    .filter((file): file is SourceFile => file !== null);
}

/** Reads a file; where there is none of that path, the one of that name, asking when there are several. */
export function* readFile(c: Conversation, path: string, text = ""): Steps<SourceFile> {
  const [result] = yield* call(c, text, readCall(path));
  const file = parseRead(path, result);
  if (file !== null) return file;
  const name = path.slice(path.lastIndexOf("/") + 1);
  const [listed] = yield* call(c, "", globCall(`**/${name}`));
  const found = parsePaths(listed);
  const chosen =
    found.length > 1
      ? yield* choose(c, c.say("どのファイルですか？", "Which file do you mean?"), found)
      : found[0];
  const [again] = chosen === undefined ? [] : yield* call(c, "", readCall(chosen));
  const second = chosen === undefined ? null : parseRead(chosen, again);
  if (second !== null) return second;
  const why = result?.text.split("\n")[0] ?? "";
  throw new Halt(
    c.say(
      `\`${path}\` を読めませんでした（${why}）。同じ名前のファイルも見つかりません。パスを確認してください。`,
      `I could not read \`${path}\` (${why}), and found no other file of that name. Please check the path.`,
    ),
  );
}

/** One of the options, by AskUserQuestion where it is offered; else the turn ends with the question. */
export function* choose(
  c: Conversation,
  question: string,
  options: readonly string[],
): Steps<string> {
  const shown = options.slice(0, 4);
  if (!c.can("AskUserQuestion")) {
    throw new Halt(`${question}\n\n${options.map((one) => `- \`${one}\``).join("\n")}`);
  }
  const [result] = yield* call(c, "", {
    name: "AskUserQuestion",
    input: {
      questions: [
        {
          question,
          header: c.say("確認", "Which one"),
          multiSelect: false,
          options: shown.map((label) => ({ label, description: "" })),
        },
      ],
    },
  });
  const answer = result?.text ?? "";
  const named = [...options]
    .sort((a, b) => b.length - a.length)
    .find((one) => answer.includes(one));
  if (named !== undefined) return named;
  const typed = /[\w./-]+\.\w+/.exec(answer)?.[0];
  if (typed !== undefined) return relative(typed);
  throw new Halt(
    c.say(
      "どれを指すのか分からなかったので、何も変更していません。",
      "I could not tell which one you meant, so I changed nothing.",
    ),
  );
}

/** In plan mode: shows what would be done and goes on only when it is approved. */
export function* proposePlan(
  c: Conversation,
  title: string,
  steps: readonly string[],
): Steps<void> {
  const shown = c.turn.batches.some((batch) => batch.some((one) => one.name === "ExitPlanMode"));
  if (!c.planning && !shown) return;
  const plan = `## ${title}\n\n${steps.map((step, i) => `${i + 1}. ${step}`).join("\n")}\n`;
  if (!c.can("ExitPlanMode")) {
    throw new Halt(
      `${plan}\n${c.say("ここでは計画の提示までです。ファイルは変更していません。", "I can only plan here; nothing was changed.")}`,
    );
  }
  const [result] = yield { calls: [{ name: "ExitPlanMode", input: { plan } }] };
  if (
    result?.failed ||
    /\b(?:not approved|rejected|declined|sent (?:it )?back|keep planning)\b|却下|差し戻/i.test(
      result?.text ?? "",
    )
  ) {
    throw new Halt(
      c.say(
        `計画は承認されなかったので、ファイルは変更していません。\n\n> ${result?.text ?? ""}\n\nデモモデルは自由な意見から計画を練り直せません。依頼の文を変えて、もう一度送ってください。`,
        `The plan was not approved, so I changed nothing.\n\n> ${result?.text ?? ""}\n\nThe demo model cannot rework a plan from free feedback: please send the request again in other words.`,
      ),
    );
  }
}

export const writeCall = (path: string, content: string): ToolRequest => ({
  name: "Write",
  input: { file_path: absolute(path), content },
});
export const editCall = (path: string, old_string: string, new_string: string): ToolRequest => ({
  name: "Edit",
  input: { file_path: absolute(path), old_string, new_string },
});

const needsRead = /read (?:it|all)|not been read|has been read|changed since/i;

/** Writes; a file that must be read first is read first. Ends the turn when it cannot. */
export function* change(
  c: Conversation,
  text: string,
  ...calls: readonly ToolRequest[]
): Steps<void> {
  const results = yield* call(c, text, ...calls);
  for (const [i, result] of results.entries()) {
    const request = calls[i];
    if (!result.failed || request === undefined) continue;
    const path = relative(String(request.input["file_path"] ?? ""));
    let last: Result | undefined = result;
    if (needsRead.test(result.text)) {
      yield* call(c, "", readCall(path));
      [last] = yield* call(c, "", request);
    }
    if (last === undefined || last.failed) {
      throw new Halt(
        c.say(
          `\`${path}\` を変更できませんでした。\n\n> ${last?.text ?? ""}\n\nここで止めます。`,
          `I could not change \`${path}\`:\n\n> ${last?.text ?? ""}\n\nI stopped here.`,
        ),
      );
    }
  }
}
