import { describe, expect, test } from "vitest";
import { startChat } from "../../testing/demo-chat.ts";
import { brokenFiles, textOf } from "../../testing/demo-files.ts";
import { syntaxError } from "../../testing/syntax-error.ts";
import { knownFunctions } from "../templates/functions.ts";

const csv =
  "Pythonで、CSVファイルを読み込んでデータを集計し、グラフを生成する関数を作成してください";

test("the request of chapter 5.1 writes the three files, keeps the list and asks for a review", async () => {
  const chat = startChat({ "README.md": "# mine\n" });
  const { final, calls } = await chat.send(csv);
  expect(textOf(chat, "data_processor.py")).toContain("def aggregate(");
  expect(textOf(chat, "visualizer.py")).toContain("from data_processor import");
  expect(textOf(chat, "requirements.txt")).toMatch(/pandas[\s\S]*matplotlib/);
  expect(brokenFiles(chat)).toEqual([]);
  const lists = calls.filter((call) => call.name === "TodoWrite");
  expect(JSON.stringify(lists.at(-1)?.input)).not.toMatch(/pending|in_progress/);
  expect(final).toMatch(/実行していません[\s\S]*レビュー/);
});

test("tests are written along when they are asked for, in English too", async () => {
  const chat = startChat({});
  const { final } = await chat.send(
    "Write Python functions that read a CSV file, aggregate it and draw a chart, with tests",
  );
  expect(textOf(chat, "test_data_processor.py")).toContain("def test_");
  expect(final).toContain("I have not run this code");
});

test("a file that is there is never overwritten", async () => {
  const chat = startChat({ "visualizer.py": "mine = 1\n" });
  const { final } = await chat.send(csv);
  expect(textOf(chat, "visualizer.py")).toBe("mine = 1\n");
  expect(chat.files.text("data_processor.py")).toBeUndefined();
  expect(final).toContain("既にあります");
});

describe.each([
  ["TypeScriptでHTTPクライアントを作成して", "http-client.ts"],
  ["write a HTTP client in python", "http_client.py"],
  ["create a CLI in Python", "cli.py"],
  ["aggregate a csv in TypeScript, write it to src/csv.ts", "src/csv.ts"],
  ["create a class User with name, email and age in TypeScript", "user.ts"],
  ["Pythonでname、priceを持つProductクラスを作って", "product.py"],
  ["implement a LRU cache in Python", "lru_cache.py"],
])("%s", (ask, path) => {
  test(`writes ${path}, valid in its language`, async () => {
    const chat = startChat({});
    await chat.send(ask);
    expect(chat.files.text(path)).toBeDefined();
    expect(brokenFiles(chat)).toEqual([]);
  });
});

test.each(knownFunctions.map((one) => one.name))("%s is valid JavaScript too", async (name) => {
  const chat = startChat({});
  await chat.send(
    `write a ${name === "LruCache" ? "lru cache class" : name} function in JavaScript`,
  );
  const [entry] = [...chat.files.walk("")];
  expect(entry?.path).toMatch(/\.mjs$/);
  expect(syntaxError(entry!.path, textOf(chat, entry!.path))).toBeNull();
});

test("what it cannot write, it says, and writes nothing", async () => {
  const chat = startChat({});
  const { final, calls } = await chat.send("Build me an e-commerce application with payments");
  expect(calls).toEqual([]);
  expect(final).toContain("beyond the demo model");
});
