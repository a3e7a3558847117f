import { describe, expect, test } from "vitest";
import { startChat } from "../../testing/demo-chat.ts";
import { brokenFiles, textOf } from "../../testing/demo-files.ts";
import { npmPackage, pythonPackage } from "../../testing/demo-projects.ts";

describe("creating", () => {
  test("the request of chapter 5.5.1 gives a configuration with defaults", async () => {
    const chat = startChat({});
    await chat.send("config.ymlファイルを作成して、デフォルト設定を追加してください");
    expect(textOf(chat, "config.yml")).toMatch(/server:\n {2}host:/);
  });

  test("given content is taken as it is; a file that is there is left", async () => {
    const chat = startChat({ "a.txt": "old\n" });
    await chat.send("create notes/b.sh:\n```sh\necho hi\n```");
    expect(textOf(chat, "notes/b.sh")).toBe("echo hi\n");
    await chat.send('create a.txt with the content "new"');
    expect(textOf(chat, "a.txt")).toBe("old\n");
  });
});

describe("editing", () => {
  test("the request of chapter 5.5.2 wraps the function, keeping its text and its doc", async () => {
    const chat = startChat(pythonPackage);
    await chat.send("main.pyのparse_data関数にエラーハンドリングを追加してください");
    const text = textOf(chat, "orders/main.py");
    expect(text).toContain(
      '    """\n    try:\n        with open(path) as stream:\n            rows',
    );
    expect(text).toContain('"""\nnot indented\n"""');
    expect(text).toContain("except OSError as error:");
    expect(brokenFiles(chat)).toEqual([]);
  });

  test("the same in JavaScript, found by the function's name alone", async () => {
    const chat = startChat(npmPackage);
    await chat.send("add error handling to the loadAll function");
    expect(textOf(chat, "src/index.js")).toMatch(
      /try \{\n {4}const pages = \[\];[\s\S]*\{ cause: error \}\);\n {2}\}\n\}/,
    );
    expect(brokenFiles(chat)).toEqual([]);
  });

  test("a rename reaches every use in code, and no string or path", async () => {
    const chat = startChat(npmPackage);
    await chat.send("rename function match to matches");
    expect(textOf(chat, "src/index.js")).toContain('import { matches } from "./match.js";');
    expect(textOf(chat, "src/match.js")).toContain("export function matches(");
    expect(brokenFiles(chat)).toEqual([]);
  });

  test.each(["rename div to divide in calc.py", "calc.py の div 関数を divide に改名して"])(
    "%s: the file says where the name is, and stays",
    async (ask) => {
      const chat = startChat({ "calc.py": "def div(a, b):\n    return a / b\n" });
      await chat.send(ask);
      expect(textOf(chat, "calc.py")).toContain("def divide(a, b):");
    },
  );

  test("quoted text is replaced; documentation is added to what has none", async () => {
    const chat = startChat(npmPackage);
    await chat.send("src/match.js の「Boolean」を「(part) => part」に置き換えて");
    expect(textOf(chat, "src/match.js")).toContain(".filter((part) => part)");
    await chat.send("add a JSDoc comment to paramsOf");
    expect(textOf(chat, "src/match.js")).toMatch(
      /\/\*\*\n \* Params of\.\n \* @param route\n \*\/\nexport function paramsOf/,
    );
  });
});

describe("looking and moving", () => {
  test.each([
    ["orders/main.pyを表示して", "def parse_data"],
    ["show LICENSE", "MIT License"],
    ["find hashlib", "orders/store.py:1"],
    ["process_data を検索して", "orders/store.py:11"],
    ["ファイル一覧を見せて", "pyproject.toml"],
    ["explain orders/store.py", "`find_order` (orders, number), lines 5–8"],
    ["process_data関数を説明して", "orders/store.py:11"],
    ["what does this project do?", "Reads order exports"],
    ["run `ls -la`", "pyproject.toml"],
    ["`ls` を実行して", "pyproject.toml"],
  ])("%s", async (ask, shown) => {
    const chat = startChat(pythonPackage);
    expect((await chat.send(ask)).final).toContain(shown);
  });

  test("a manifest nested deeper than the stack is read as far as it says something", async () => {
    const line = (text: string) => `${text.repeat(20)}\n`;
    const exports = `${line('{"a":').repeat(450)}"./x.js"${line("}").repeat(450)}`;
    const manifest = `{"name":"deep","description":"Says what it is","exports":${exports}}`;
    const chat = startChat({ "package.json": manifest, "index.js": "export const a = 1;\n" });
    expect((await chat.send("what does this project do?")).final).toContain("Says what it is");
  });

  test("files are moved and deleted by the shell, named exactly", async () => {
    const chat = startChat(pythonPackage);
    await chat.send("rename orders/store.py to orders/repository.py");
    expect(chat.files.text("orders/store.py")).toBeUndefined();
    expect(textOf(chat, "orders/repository.py")).toContain("def find_order");
    const { said } = await chat.send("orders/main.py を削除して");
    expect(chat.files.text("orders/main.py")).toBeUndefined();
    expect(said).not.toContain("注意");
  });

  test("deleting an important file carries a warning", async () => {
    const chat = startChat(npmPackage);
    expect((await chat.send("delete package.json")).said).toContain("important file");
  });
});
