/** Slash commands: what a message beginning with `/` means. */
import type { CommandInfo } from "#contract/frames";
import type { Language } from "#contract/errors";
import { expandCommand, type ProjectCommand } from "./command-file.ts";
import { initPrompt, reviewPrompt } from "./command-prompts.ts";

export const builtInNames = [
  "help",
  "clear",
  "compact",
  "cost",
  "model",
  "mode",
  "init",
  "review",
] as const;
export type BuiltInName = (typeof builtInNames)[number];

interface Described {
  readonly hint: string;
  readonly ja: string;
  readonly en: string;
}

const builtIns: Record<BuiltInName, Described> = {
  help: { hint: "", ja: "使えるコマンドを表示", en: "Show the commands" },
  clear: {
    hint: "",
    ja: "会話の文脈を消して新しく始める(履歴は残ります)",
    en: "Start afresh; the transcript stays",
  },
  compact: {
    hint: "[instructions]",
    ja: "会話を要約して文脈を空ける(履歴は残ります)",
    en: "Summarise the conversation to make room; the transcript stays",
  },
  cost: {
    hint: "",
    ja: "このセッションのトークン数と費用を表示",
    en: "Show tokens and cost of this session",
  },
  model: { hint: "[model]", ja: "モデルを表示・変更", en: "Show or change the model" },
  mode: {
    hint: "[default|acceptEdits|plan|bypass]",
    ja: "権限モードを表示・変更",
    en: "Show or change the permission mode",
  },
  init: {
    hint: "",
    ja: "プロジェクトを調べて CLAUDE.md を書く",
    en: "Study the project and write CLAUDE.md",
  },
  review: {
    hint: "[path]",
    ja: "コードをレビューして問題点を挙げる",
    en: "Review code and report problems",
  },
};

type ActionName = Exclude<BuiltInName, "init" | "review">;

const isBuiltIn = (name: string): name is BuiltInName => Object.hasOwn(builtIns, name);

export type Command =
  /** An ordinary message. */
  | { readonly kind: "none" }
  /** Carried out by Engawa, not by the model. */
  | {
      readonly kind: "action";
      readonly name: ActionName;
      readonly args: string;
    }
  /** The model reads `text` in place of what was typed. */
  | { readonly kind: "prompt"; readonly name: string; readonly text: string }
  | { readonly kind: "unknown"; readonly name: string };

/** A name, then a space or nothing: a path such as `/src/app.ts` is an ordinary message. */
const shape = /^\/([\p{L}\p{N}][\p{L}\p{N}_:.-]{0,63})(?:\s+([\s\S]*))?$/u;

export const parseCommand = (
  text: string,
  projectCommands: readonly ProjectCommand[],
  language: Language,
): Command => {
  const match = shape.exec(text.trim());
  if (!match) return { kind: "none" };
  const name = (match[1] ?? "").toLowerCase();
  const args = (match[2] ?? "").trim();
  if (isBuiltIn(name)) {
    if (name === "init") return { kind: "prompt", name, text: initPrompt(args, language) };
    if (name === "review") return { kind: "prompt", name, text: reviewPrompt(args, language) };
    return { kind: "action", name, args };
  }
  const own = projectCommands.find((command) => command.name === name);
  if (own) return { kind: "prompt", name, text: expandCommand(own.body, args) };
  return { kind: "unknown", name };
};

/** For completion: the built-in ones, then the project's, which never replace them. */
export const listCommands = (
  projectCommands: readonly ProjectCommand[],
  language: Language,
): CommandInfo[] => [
  ...builtInNames.map((name) => ({
    name,
    description: builtIns[name][language],
    hint: builtIns[name].hint,
    source: "built-in" as const,
  })),
  ...projectCommands
    .filter(({ name }) => !isBuiltIn(name))
    .map(({ name, description, hint }) => ({
      name,
      description,
      hint,
      source: "project" as const,
    })),
];

const titles = {
  ja: { builtIn: "コマンド", project: "このプロジェクトのコマンド" },
  en: { builtIn: "Commands", project: "Commands of this project" },
} as const;

const helpLine = ({ name, hint, description }: CommandInfo): string =>
  `- \`/${name}${hint === "" ? "" : ` ${hint.replaceAll("`", "")}`}\` — ${description}`;

/** Markdown. */
export const helpText = (
  projectCommands: readonly ProjectCommand[],
  language: Language,
): string => {
  const all = listCommands(projectCommands, language);
  const section = (title: string, source: CommandInfo["source"]) => {
    const lines = all.filter((command) => command.source === source).map(helpLine);
    return lines.length === 0 ? [] : [`**${title}**\n${lines.join("\n")}`];
  };
  const { builtIn, project } = titles[language];
  return [...section(builtIn, "built-in"), ...section(project, "project")].join("\n\n");
};
