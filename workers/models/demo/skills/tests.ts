/** A first test for a function: one just mended, or one that is named. */
import type { Conversation } from "../conversation.ts";
import { call, change, globCall, parsePaths, proposePlan, writeCall } from "../moves.ts";
import type { Skill } from "../play.ts";
import { testSketch } from "../source/test-sketch.ts";
import { findFunction } from "./edit.ts";

export function* writeTest(c: Conversation): Skill {
  const suggested =
    /(?:テストの提案|A test I suggest)[^\n]*`([^`]+)`\s*\n+```\w*\n([\s\S]*?)\n```/.exec(
      c.earlier.at(-1)?.said ?? "",
    );
  let path = suggested?.[1];
  let content = suggested?.[2] === undefined ? undefined : `${suggested[2]}\n`;
  if (path === undefined || content === undefined) {
    const { file, fn } = yield* findFunction(c);
    const sketch = testSketch(file.path, fn, null);
    if (sketch === null)
      return c.say(
        `\`${fn.name}\` は外から読み込めない形なので、テストを書けません。何も作成していません。`,
        `\`${fn.name}\` cannot be imported as it is, so I cannot write a test for it. Nothing was created.`,
      );
    ({ path, content } = sketch);
  }
  const [listed] = yield* call(c, "", globCall(path));
  if (parsePaths(listed).includes(path))
    return c.say(
      `\`${path}\` は既にあります。上書きを避けるため、何も変更していません。加えるなら:\n\n\`\`\`\n${content}\`\`\``,
      `\`${path}\` exists already; I changed nothing, so as not to overwrite it. To add:\n\n\`\`\`\n${content}\`\`\``,
    );
  yield* proposePlan(c, c.say("テストの作成", "Write a test"), [`\`${path}\``]);
  yield* change(
    c,
    c.say(`\`${path}\` を作成します。`, `I create \`${path}\`.`),
    writeCall(path, content),
  );
  return c.say(
    `\`${path}\` を作成しました。実行はしていません。デモモデルが確かめられる振る舞いは僅かなので、期待する入出力を書き足してください。`,
    `Created \`${path}\`. I have not run it. The demo model can assert only a little: add the inputs and results you expect.`,
  );
}
