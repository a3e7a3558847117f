import { describe, expect, test } from "vitest";
import { allTools, startChat } from "../testing/demo-chat.ts";
import { textOf } from "../testing/demo-files.ts";
import { npmPackage, pythonPackage } from "../testing/demo-projects.ts";

const plan = "You are an assistant.\n\nPermission mode: plan. Nothing may be changed now.";
const edit = "main.pyのparse_data関数にエラーハンドリングを追加してください";

describe("in plan mode", () => {
  test("nothing is written before the plan is approved, then it goes on", async () => {
    const answer = (name: string) =>
      name === "ExitPlanMode"
        ? { result: "The person approved the plan. Plan mode is over" }
        : undefined;
    const chat = startChat(pythonPackage, { system: plan, answer });
    const { calls } = await chat.send(edit);
    const names = calls.map((call) => call.name);
    expect(names.indexOf("ExitPlanMode")).toBeLessThan(names.indexOf("Edit"));
    expect(textOf(chat, "orders/main.py")).toContain("except OSError");
  });

  test("a plan sent back changes nothing", async () => {
    const answer = (name: string) =>
      name === "ExitPlanMode"
        ? { result: "The person sent the plan back: no", failed: true }
        : undefined;
    const chat = startChat(pythonPackage, { system: plan, answer });
    const { final, calls } = await chat.send(edit);
    expect(calls.at(-1)?.name).toBe("ExitPlanMode");
    expect(final).toContain("変更していません");
  });

  test("questions are answered without a plan", async () => {
    const chat = startChat(npmPackage, { system: plan });
    const { calls } = await chat.send("このファイルをレビューして", "src/match.js");
    expect(calls.map((call) => call.name)).not.toContain("ExitPlanMode");
  });
});

describe("when a call does not go through", () => {
  test("a denial ends the turn with its reason", async () => {
    const answer = (name: string) =>
      name === "Edit"
        ? { result: "The person denied this call and says: 今はやめて", failed: true }
        : undefined;
    const chat = startChat(pythonPackage, { answer });
    const { final, calls } = await chat.send(edit);
    expect(calls.filter((call) => call.name === "Edit")).toHaveLength(1);
    expect(final).toMatch(/許可されなかった[\s\S]*今はやめて/);
  });

  test("an interrupted call is made again", async () => {
    let interrupted = false;
    const answer = (name: string) => {
      if (name !== "Read" || interrupted) return undefined;
      interrupted = true;
      return { result: "The call was interrupted before its result was known.", failed: true };
    };
    const chat = startChat(pythonPackage, { answer });
    await chat.send("show orders/main.py");
    expect((await chat.send("show orders/main.py")).final).toContain("def main");
  });

  test("a file that must be read first is read, then changed", async () => {
    let refused = false;
    const answer = (name: string) => {
      if (name !== "Edit" || refused) return undefined;
      refused = true;
      return {
        result: "main.py was changed since you read it. Read it again before changing it.",
        failed: true,
      };
    };
    const chat = startChat(pythonPackage, { answer });
    await chat.send(edit);
    expect(textOf(chat, "orders/main.py")).toContain("except OSError");
  });

  test("a tool that is not offered is not called", async () => {
    const tools = allTools.filter((name) => name !== "Write" && name !== "Edit");
    const chat = startChat(pythonPackage, { tools });
    const { final, calls } = await chat.send(edit);
    expect(calls.map((call) => call.name)).not.toContain("Edit");
    expect(final).toContain("Edit を使えない");
  });
});

describe("the messages alone decide", () => {
  test("a turn cut off anywhere goes on from there when told to, and ends the same", async () => {
    const whole = startChat(pythonPackage);
    await whole.send(edit);
    const cut = startChat(pythonPackage);
    cut.messages.push(...structuredClone(whole.messages.slice(0, 3)));
    const { calls } = await cut.send("続けて");
    expect(calls.map((call) => call.name)).toEqual(["Glob", "Read", "Edit"]);
    expect(textOf(cut, "orders/main.py")).toBe(textOf(whole, "orders/main.py"));
  });

  test("a summary is made of what was asked and done, and work goes on from one", async () => {
    const chat = startChat(pythonPackage);
    await chat.send(edit);
    const { final, calls } = await chat.send(
      "The conversation is about to be replaced by a summary, because it no longer fits. Write that summary now.",
    );
    expect(calls).toEqual([]);
    expect(final).toMatch(/^<summary>[\s\S]*parse_data[\s\S]*orders\/main\.py[\s\S]*<\/summary>$/);
    const next = startChat(pythonPackage);
    await next
      .send(
        `The conversation so far was summarised:\n\n${final}\n\nGo on with the user's last message:\n\nshow LICENSE`,
      )
      .then((turn) => expect(turn.final).toContain("MIT License"));
  });

  test("it says what it is and what it cannot do, in the language it was asked in", async () => {
    const chat = startChat({});
    expect((await chat.send("hello")).final).toMatch(/demo model[\s\S]*not a language model/);
    expect((await chat.send("今日の天気は？")).final).toMatch(/デモモデル[\s\S]*できないこと/);
    expect((await chat.send("ありがとう")).final).toContain("どういたしまして");
  });
});
