/** axe finds nothing on any screen, in both languages and both themes. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { calls, fail, say } from "../../workers/testing/script.ts";
import { violations } from "./support/axe.ts";
import { openModelStage, type ModelStage } from "./model-stage.ts";
import { createProject, type TestProject } from "./support/project.ts";
import { buggyStore } from "./support/samples.ts";
import type { Language } from "./support/stage.ts";
import * as bench from "./support/workbench.ts";

let stage: ModelStage;

beforeAll(async () => {
  stage = await openModelStage();
});

afterAll(() => stage?.close());

const answer = `## Heading

A [link](https://example.com), \`code\`, a list and a table:

- one
- two

| a | b |
| - | - |
| 1 | 2 |

\`\`\`ts
const answer: number = 42; // a comment
\`\`\``;

const todos = [
  { content: "Look", activeForm: "Looking", status: "completed" },
  { content: "Write", activeForm: "Writing", status: "in_progress" },
];
const question = {
  question: "Which one?",
  header: "Choice",
  options: [
    { label: "A", description: "the first" },
    { label: "B", description: "the second" },
  ],
};
const file = { file_path: "/workspace/store.py" };

describe.each<[Language, "light" | "dark"]>([
  ["ja", "light"],
  ["en", "dark"],
])("in %s and %s", (language, theme) => {
  let page: Page;
  let project: TestProject;

  const words = (ja: string, en: string) => (language === "ja" ? ja : en);
  const button = (ja: string, en: string) =>
    page.getByRole("button", { name: words(ja, en) }).first();
  const isClean = async (where: string) => expect(await violations(page), where).toEqual([]);
  const openPage = async (path: string, as?: null) => {
    page = await stage.open(path, { language, theme, ...(as === null ? { as } : {}) });
  };
  /** Until a dialog stands, and the page behind it is out of reach. */
  const dialog = () => page.locator("body:has(#app[aria-hidden=true]) [role=dialog]").waitFor();
  const dismiss = async () => {
    await page.keyboard.press("Escape");
    await page.locator("#app:not([aria-hidden])").waitFor();
  };

  test("signing in, and being refused", async () => {
    await openPage("/", null);
    await page.locator("input[type=email]").fill("nobody@example.com");
    await isClean("sign-in");
    await page.locator("input[type=password]").fill("wrong");
    await page.keyboard.press("Enter");
    await page.getByText("AUTH_001").first().waitFor();
    await isClean("refused");
    await page.context().close();
  });

  test("the projects: none, a dialog, some, menus", async () => {
    await openPage("/");
    await button("新規プロジェクト", "New project").click();
    await dialog();
    await isClean("new project");
    await dismiss();
    await isClean("no projects");
    project = await createProject(stage.user, {
      "store.py": buggyStore,
      "src/a.ts": "export {};\n",
    });
    await page.reload();
    await button("その他の操作", "More actions").click();
    await page.getByRole("menu").waitFor();
    await isClean("menu of a project");
    await page.getByRole("menuitem", { name: words("削除", "Delete") }).click();
    await dialog();
    await isClean("deleting a project");
    await dismiss();
    await button("アカウント", "Account").click();
    await page.getByRole("menu").waitFor();
    await isClean("account menu");
  });

  test("the workbench before a session, and the dialog that begins one", async () => {
    await page.goto(stage.server.url + project.path);
    await bench.treeItem(page, "store.py").waitFor();
    await isClean("no session");
    await button("モデルとモードを選ぶ", "Choose model and mode").click();
    await dialog();
    await page.locator("select:enabled").first().waitFor();
    await isClean("new session");
  });

  test("a conversation: every kind of entry, and everything that asks", async () => {
    await page.goto(stage.server.url + (await project.newSession({ mode: "default" })));
    await bench.composer(page).waitFor();
    await isClean("empty chat");
    await stage.script(
      {
        blocks: [
          { thinking: "hm" },
          { text: answer },
          { tool: "TodoWrite", input: { todos } },
          { tool: "Read", input: file },
          { tool: "Bash", input: { command: "ls -la" } },
        ],
      },
      calls(["Edit", { ...file, old_string: "== None", new_string: "is None" }]),
      calls(["AskUserQuestion", { questions: [question] }]),
      fail(400),
    );
    await bench.send(page, "go");
    await bench.approvalOf(page, "is None");
    await isClean("approval");
    await page.keyboard.press("y");
    const asked = await bench.approvalOf(page, "Which one?");
    await isClean("question");
    await asked.getByRole("radio", { name: "B" }).check();
    await asked.locator("button[type=submit]").click();
    await page.getByText("CLAUDE_002").first().waitFor();
    const folded = bench.transcript(page).locator("button[aria-expanded=false]");
    while ((await folded.count()) > 0) await folded.first().click();
    await isClean("finished turn");
    // Only the transcript scrolls, whatever stands in it.
    expect(await page.evaluate("document.scrollingElement.scrollHeight")).toBe(900);
  });

  test("a plan to approve, and a queue behind a running turn", async () => {
    await page.goto(stage.server.url + (await project.newSession({ mode: "plan" })));
    await stage.script(
      calls(["ExitPlanMode", { plan: answer }]),
      say("word ".repeat(400), { delta_chars: 5, deltas_per_second: 20 }),
    );
    await bench.send(page, "plan");
    await bench.approvalOf(page, "Heading");
    await isClean("plan");
    await page.locator("[data-answer=deny]").click();
    await bench.says(page, /word/);
    await bench.send(page, "later");
    await button("待機中のメッセージを取り消す", "Remove this queued message").waitFor();
    await isClean("running");
    await bench.runBar(page).click();
    await bench.rests(page);
  });

  test("files: editor, tree menu, deleting, search, changes", async () => {
    await bench.openFile(page, "store.py");
    await isClean("editor");
    await bench.treeItem(page, "store.py").click({ button: "right" });
    await page.getByRole("menu").waitFor();
    await isClean("tree menu");
    await page.getByRole("menuitem", { name: words("削除", "Delete") }).click();
    await dialog();
    await isClean("deleting a file");
    await dismiss();
    await page.getByRole("tab", { name: words("検索", "Search"), exact: true }).click();
    await page.locator("#side-panel input").first().fill("order");
    await page.keyboard.press("Enter");
    await page.locator("#side-panel").getByText("find_order").first().waitFor();
    await isClean("search");
    await page.getByRole("tab", { name: words("変更履歴", "Changes"), exact: true }).click();
    await page.locator("#side-panel").getByText("store.py").first().waitFor();
    await isClean("changes");
  });

  test("the palette, the help, and an address that leads nowhere", async () => {
    await page.keyboard.press("F1");
    await dialog();
    await isClean("palette");
    await dismiss();
    await button("キーボードショートカット", "Keyboard shortcuts").click();
    await dialog();
    await isClean("help");
    await page.goto(`${stage.server.url}/nowhere`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await isClean("not found");
    await page.goto(`${stage.server.url}/p/${crypto.randomUUID()}`);
    await page.getByText("PROJECT_001").first().waitFor();
    await isClean("no such project");
    await stage.user.call("DELETE", `/projects/${project.id}`);
    await page.context().close();
  });
});
