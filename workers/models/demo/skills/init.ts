/** `/init`: CLAUDE.md, the project's notes for the agent. */
import type { Conversation } from "../conversation.ts";
import { call, change, globCall, parsePaths, proposePlan, writeCall } from "../moves.ts";
import type { Skill } from "../play.ts";
import { studyProject } from "../source/project.ts";

export function* writeNotes(c: Conversation): Skill {
  const project = yield* studyProject(c);
  const [listed] = yield* call(c, "", globCall("CLAUDE.md"));
  if (parsePaths(listed).includes("CLAUDE.md")) {
    return c.say(
      "`CLAUDE.md` は既にあります。デモモデルは人の書いた方針を書き換えないので、何も変更していません。",
      "There is a `CLAUDE.md` already. The demo model does not rewrite what people decided, so nothing was changed.",
    );
  }
  const scripts = Object.entries(project.scripts).map(
    ([name, command]) => `- \`npm run ${name}\`: \`${command}\``,
  );
  const parts = [
    `# ${project.name || "CLAUDE.md"}`,
    project.description,
    scripts.length === 0 ? "" : `## Commands\n\n${scripts.join("\n")}`,
    `## Layout\n\n${
      project.code
        .slice(0, 25)
        .map((path) => `- \`${path}\``)
        .join("\n") || "(no code found)"
    }`,
    project.tests.length === 0
      ? ""
      : `## Tests\n\n${project.tests
          .slice(0, 10)
          .map((path) => `- \`${path}\``)
          .join("\n")}`,
    project.dependencies.length === 0
      ? ""
      : `## Dependencies\n\n${project.dependencies
          .slice(0, 20)
          .map((name) => `- ${name}`)
          .join("\n")}`,
  ];
  yield* proposePlan(c, "CLAUDE.md", [
    c.say("コマンド、構成、テスト、依存を書く", "Write down commands, layout, tests, dependencies"),
  ]);
  yield* change(
    c,
    c.say("分かったことを `CLAUDE.md` に書きます。", "I write what I found into `CLAUDE.md`."),
    writeCall("CLAUDE.md", `${parts.filter(Boolean).join("\n\n")}\n`),
  );
  return c.say(
    "`CLAUDE.md` を作成しました。デモモデルが書けるのはファイルから読み取れることだけです。書き方の約束や注意点を書き足してください。次の会話から読み込まれます。",
    "Created `CLAUDE.md`. The demo model can only write down what the files show: add your conventions and what to beware of. It is read from the next message on.",
  );
}
