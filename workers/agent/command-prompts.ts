/** What the model reads when somebody types `/init` or `/review`. */
import type { Language } from "#contract/errors";

const inLanguage: Record<Language, string> = {
  ja: "日本語で書いてください。",
  en: "Write in English.",
};

const also = (args: string): string => (args === "" ? "" : `\n\nThe user adds: ${args}`);

export const initPrompt = (args: string, language: Language): string =>
  `Study this project and write CLAUDE.md at its root: what a newcomer, person or assistant, must know to work here.

Look at the manifest files, the README, the configuration of build, lint and tests, and enough of the sources to see how they fit together. Then write, briefly and only what you have seen:
- what the project is, in a sentence or two;
- the commands to build, lint and test it, and to run a single test;
- the structure: the parts, what depends on what, where a typical change goes;
- conventions that a reader of one file would not notice.

No advice that holds for every project, no list of every file. If CLAUDE.md exists, read it first and improve it instead. ${inLanguage[language]}${also(args)}`;

export const reviewPrompt = (args: string, language: Language): string =>
  `Review ${args === "" ? "this project's code, the parts that matter most first" : `the following: ${args}`}. Change nothing.

Read the code and what it depends on before you judge. Look for: mistakes and unhandled cases, security (input that is trusted, secrets, injection), data that can be lost or raced for, performance where it will be felt, and code that is hard to understand or untested.

Report what you found in order of weight, each with file and line, why it is a problem (the input or situation in which it shows) and how to fix it. Leave out matters of taste. If you found nothing serious, say so. ${inLanguage[language]}`;
