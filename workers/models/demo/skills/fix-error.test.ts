import { describe, expect, test } from "vitest";
import { startChat } from "../../testing/demo-chat.ts";
import { brokenFiles, textOf } from "../../testing/demo-files.ts";
import { npmPackage, pythonPackage } from "../../testing/demo-projects.ts";

describe("an error pasted from Python", () => {
  test("the report of chapter 5.3 is found by its function, explained and mended", async () => {
    const chat = startChat(pythonPackage);
    const { said } = await chat.send(
      "このエラーを修正してください:\nTypeError: 'NoneType' object is not subscriptable\nat line 45 in process_data()",
    );
    expect(textOf(chat, "orders/store.py")).toContain(
      '    order = find_order(orders, number)\n    if order is None:\n        return None\n    total = order["total"]',
    );
    expect(said).toMatch(/原因[\s\S]*orders\/store\.py:13[\s\S]*find_order/);
    expect(said).toContain("テストの提案");
    expect(brokenFiles(chat)).toEqual([]);
  });

  test("in a loop the round is skipped, and the reported line is believed", async () => {
    const chat = startChat(pythonPackage);
    await chat.send(`fix this:
Traceback (most recent call last):
  File "/usr/lib/python3.12/runpy.py", line 88, in _run_code
    exec(code, run_globals)
  File "/app/orders/store.py", line 25, in names
    result.append(customer["name"].strip())
TypeError: 'NoneType' object is not subscriptable`);
    expect(textOf(chat, "orders/store.py")).toContain(
      '        if customer is None:\n            continue\n        result.append(customer["name"].strip())',
    );
  });

  test("a division by the length of nothing returns nothing of the same kind; the test is real", async () => {
    const chat = startChat(pythonPackage);
    await chat.send("ZeroDivisionError: division by zero in average()");
    expect(textOf(chat, "orders/store.py")).toContain(
      "    if len(values) == 0:\n        return 0.0\n    return sum(values) / len(values)",
    );
    await chat.send("write the test");
    expect(textOf(chat, "tests/test_store_average.py")).toContain("assert average([]) == 0.0");
    expect(brokenFiles(chat)).toEqual([]);
  });

  test.each([
    [
      "NameError: name 'jsn' is not defined in load()",
      "def load(t):\n    import json\n    return jsn.loads(t)\n",
      "return json.loads(t)",
    ],
    [
      "NameError: name 're' is not defined in load()",
      "def load(t):\n    return re.sub('a', 'b', t)\n",
      "import re\ndef load",
    ],
    [
      "KeyError: 'size' in load()",
      "def load(t):\n    return [t['size']]\n",
      "    if 'size' not in t:\n        return []",
    ],
    [
      "IndexError: list index out of range in load()",
      "def load(t):\n    return t[0]\n",
      "    if not t:\n        return None",
    ],
    [
      "ValueError: invalid literal for int() with base 10: 'x' in load()",
      "def load(t):\n    n = int(t)\n    return n\n",
      "    try:\n        n = int(t)\n    except ValueError:\n        return 0",
    ],
    [
      'TypeError: can only concatenate str (not "int") to str in load()',
      "def load(t):\n    return 'a' + t.n\n",
      "'a' + str(t.n)",
    ],
    [
      "AttributeError: 'Shop' object has no attribute 'itmes' in load()",
      "def load(t):\n    t.items = 1\n    return t.itmes\n",
      "return t.items",
    ],
  ])("%s", async (error, before, after) => {
    const chat = startChat({ "lib/load.py": before });
    await chat.send(`この${error}を修正`);
    expect(textOf(chat, "lib/load.py")).toContain(after);
    expect(brokenFiles(chat)).toEqual([]);
  });
});

describe("an error pasted from JavaScript", () => {
  test("the first frame of the project is mended, and the code still parses", async () => {
    const chat = startChat(npmPackage);
    const { said } = await chat.send(
      "TypeError: Cannot read properties of null (reading 'handler')\n    at Object.find (/app/src/index.js:21:20)\n    at node:internal/main:1:1",
    );
    expect(textOf(chat, "src/index.js")).toContain("return found?.handler;");
    expect(said).toContain("src/index.js:21");
    expect(brokenFiles(chat)).toEqual([]);
  });

  test.each([
    [
      "Cannot read properties of undefined (reading 'map') at run (src/run.ts:2:3)",
      "return list.map((x) => x);",
      "return (list ?? []).map((x) => x);",
    ],
    [
      "Cannot read properties of undefined (reading 'split') at run (src/run.ts:2:3)",
      'const [a] = list.text.split(",");',
      'const [a] = (list.text ?? "").split(",");',
    ],
    [
      "TypeError: Cannot read properties of undefined (reading '0') at run (src/run.ts:2:3)",
      "return list.all[0];",
      "return list.all?.[0];",
    ],
    [
      "TypeError: list is not iterable at run (src/run.ts:2:3)",
      "for (const x of list) console.error(x);",
      "for (const x of (list ?? [])) console.error(x);",
    ],
    [
      "TypeError: Cannot destructure property 'a' of 'list' as it is undefined. at run (src/run.ts:2:3)",
      "const { a } = list;",
      "const { a } = list ?? {};",
    ],
    [
      "TypeError: Cannot set properties of undefined (setting 'a') at run (src/run.ts:2:3)",
      "list.to.a = 1;",
      "if (list.to) {",
    ],
    [
      "ReferenceError: lst is not defined at run (src/run.ts:2:3)",
      "return lst.length;",
      "return list.length;",
    ],
    [
      "src/run.ts(2,10): error TS18048: 'list.first' is possibly 'undefined'.",
      "return list.first.name;",
      "return list.first?.name;",
    ],
    [
      "src/run.ts:2:10 - error TS2551: Property 'frist' does not exist on type 'L'. Did you mean 'first'?",
      "return list.frist;",
      "return list.first;",
    ],
  ])("%s", async (error, line, after) => {
    const chat = startChat({ "src/run.ts": `export function run(list: any) {\n  ${line}\n}\n` });
    await chat.send(`Please fix: ${error}`);
    expect(textOf(chat, "src/run.ts")).toContain(after);
    expect(brokenFiles(chat)).toEqual([]);
  });
});

describe("nothing is changed", () => {
  test("when the place cannot be found; what is missing is named", async () => {
    const chat = startChat(pythonPackage);
    const { final, calls } = await chat.send("fix: KeyError: 'x' in no_such_function()");
    expect(calls.some((call) => call.name === "Edit")).toBe(false);
    expect(final).toMatch(/no_such_function[\s\S]*Nothing was changed/);
  });

  test.each([
    ["Cannot read properties of undefined (reading 'to')", "list.to.all = 1;"],
    ["Cannot read properties of undefined (reading 'Item')", "return new list.Item();"],
    ["TypeError: x is not iterable", "return (...all) => all;"],
  ])("where the guarded line would be no code: %s", async (error, line) => {
    const text = `export function run(list: any) {\n  ${line}\n}\n`;
    const chat = startChat({ "src/run.ts": text });
    await chat.send(`fix ${error} at run (src/run.ts:2:3)`);
    expect(textOf(chat, "src/run.ts")).toBe(text);
  });

  test("when the remedy depends on intent, or only the cause was asked for", async () => {
    const chat = startChat(npmPackage);
    const unclear = await chat.send(
      "fix TypeError: match is not a function at match (src/match.js:2:1)",
    );
    const why = await chat.send(
      "why does this happen? Cannot read properties of null (reading 'handler') at find (src/index.js:21:20)",
    );
    const edits = [...unclear.calls, ...why.calls].filter((call) => call.name === "Edit");
    expect(edits).toEqual([]);
    expect(why.final).toContain("+       return found?.handler;");
  });
});
