import { expect, test } from "vitest";
import { startChat } from "../../testing/demo-chat.ts";
import { textOf } from "../../testing/demo-files.ts";
import { npmPackage, pythonPackage } from "../../testing/demo-projects.ts";

test("a README has every section of chapter 5.4, from what the files say", async () => {
  const chat = startChat(npmPackage);
  await chat.send(
    "このプロジェクトの包括的なREADME.mdを作成してください。セットアップ手順、使用方法、API仕様を含めてください",
  );
  const text = textOf(chat, "README.md");
  for (const section of [
    "概要",
    "インストール",
    "使い方",
    "API",
    "コントリビューション",
    "ライセンス",
  ]) {
    expect(text).toContain(`## ${section}`);
  }
  expect(text).toContain("npm install tiny-router");
  expect(text).toMatch(/createRouter\(options\)[\s\S]*Creates a router\./);
  expect(text).toContain("ISC");
});

test("a Python project is read from pyproject.toml and its licence", async () => {
  const chat = startChat(pythonPackage);
  await chat.send("write a README for this project");
  const text = textOf(chat, "README.md");
  expect(text).toMatch(/^# orders\n/);
  expect(text).toContain("Reads order exports and reports on them");
  expect(text).toContain("def process_data(orders, number, discount)");
  expect(text).toContain("MIT License");
  expect(text).toContain("pytest");
});

test("without a manifest it has the name of the project", async () => {
  const system =
    "You are an assistant.\nPermission mode: default.\n\n# The project\nName: Moon base";
  const chat = startChat({ "calc.py": "def div(a, b):\n    return a / b\n" }, { system });
  await chat.send("write a README for this project");
  expect(textOf(chat, "README.md")).toMatch(/^# Moon base\n/);
});

test("a README that is there is kept, and gets what it lacks before its licence", async () => {
  const chat = startChat({
    ...npmPackage,
    "README.md": "# tiny\n\nWritten by hand.\n\n## Usage\n\nAs you like.\n\n## License\n\nISC\n",
  });
  const { calls } = await chat.send("improve the README");
  const text = textOf(chat, "README.md");
  expect(text).toMatch(/^# tiny\n\nWritten by hand\.\n\n## Usage\n\nAs you like\.\n/);
  expect(text.indexOf("## Installation")).toBeLessThan(text.indexOf("## License"));
  expect(text.match(/## Usage/g)).toHaveLength(1);
  expect(calls.every((call) => !call.failed)).toBe(true);
});

test("/init writes CLAUDE.md once and never over what people wrote", async () => {
  const chat = startChat(npmPackage);
  const init =
    "Study this project and write CLAUDE.md at its root. Look at the README too. Write in English.";
  await chat.send(init);
  expect(textOf(chat, "CLAUDE.md")).toContain("npm run test");
  const { final } = await chat.send(init);
  expect(final).toContain("There is a `CLAUDE.md` already");
});
