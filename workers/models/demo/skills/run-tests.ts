/** "Run the tests": this shell runs no programs, so the demo finds them and says how to run them. */
import type { Conversation } from "../conversation.ts";
import { call, globCall, parsePaths, parseRead, readCall } from "../moves.ts";
import type { Skill } from "../play.ts";

const testFiles =
  "**/{test_*.py,*_test.py,*_test.go,*.test.*,*.spec.*,test.js,test.ts,tests/**/*,__tests__/**/*}";

/** The script a package.json gives for its tests. */
function scriptOf(manifest: string): string | null {
  try {
    const { scripts } = JSON.parse(manifest) as { scripts?: Record<string, unknown> };
    return typeof scripts?.["test"] === "string" ? scripts["test"] : null;
  } catch {
    return null;
  }
}

function commandFor(script: string | null, tests: readonly string[]): string | null {
  if (script !== null) return "npm test";
  if (tests.some((path) => path.endsWith(".py"))) return "python -m pytest";
  if (tests.some((path) => path.endsWith("_test.go"))) return "go test ./...";
  return null;
}

export function* runTests(c: Conversation): Skill {
  const [found, manifests] = yield* call(
    c,
    c.say("テストを探します。", "I look for the tests."),
    globCall(testFiles),
    globCall("package.json"),
  );
  const tests = parsePaths(found);
  let script: string | null = null;
  if (parsePaths(manifests).includes("package.json")) {
    const [manifest] = yield* call(c, "", readCall("package.json"));
    script = scriptOf(parseRead("package.json", manifest)?.lines.join("\n") ?? "");
  }
  const command = commandFor(script, tests);
  const list = tests.slice(0, 8).map((path) => `- \`${path}\``);
  return [
    c.say(
      "このワークスペースのシェルではまだプログラムを実行できないため、テストは実行していません。",
      "The shell of this workspace cannot run programs yet, so I did not run the tests.",
    ),
    tests.length === 0
      ? c.say("テストのファイルは見つかりませんでした。", "I found no test files.")
      : `${c.say(`テストのファイル (${tests.length}):`, `Test files (${tests.length}):`)}\n\n${list.join("\n")}`,
    command === null
      ? ""
      : c.say(
          `お手元では \`${command}\` で実行できます。`,
          `On your machine, \`${command}\` runs them.`,
        ),
    c.say(
      "失敗の出力をここに貼り付けてください。該当箇所を読み、原因を説明し、直します。",
      "Paste what fails here: I will read the place, explain the cause and mend it.",
    ),
  ]
    .filter(Boolean)
    .join("\n\n");
}
