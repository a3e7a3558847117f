import { fireEvent, render, screen } from "@solidjs/testing-library";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { Approval, ToolItem } from "#contract/chat";
import { setLanguage } from "../i18n/language.ts";
import { answerOf, listenForAnswers } from "./approval-keys.ts";
import { answersOf, isComplete, toggle } from "./choices.ts";
import { toolItem } from "./fixtures.ts";
import { CommandError } from "./outbox.ts";
import { useBrowser } from "./test-browser.ts";
import { ToolCard } from "./ToolCard.tsx";

const permission = (over: object = {}): Approval => ({
  kind: "permission",
  why: "It runs a command.",
  rule: "Bash(npm test)",
  preview: null,
  ...over,
});
const awaiting = (approval: Approval, id = "tool-1"): ToolItem =>
  toolItem({ id, state: "awaiting", approval, result: null, duration_ms: null });

function show(...items: ToolItem[]) {
  const send = vi.fn(async () => {});
  const view = render(() => items.map((item) => <ToolCard item={item} send={send} />));
  const stop = listenForAnswers(view.container);
  return { send, stop, ...view };
}
const press = (key: string, target: Element = document.body, over: object = {}) =>
  fireEvent.keyDown(target, { key, ...over });

useBrowser();
beforeEach(() => {
  setLanguage("en");
});

describe("permission", () => {
  test("shows why, what exactly, and the rule that would be added", () => {
    const { container } = show(awaiting(permission()));
    for (const text of ["It runs a command.", "npm test", "Bash(npm test)"])
      expect(container.textContent).toContain(text);
  });

  test.each([
    [/Allow once/, "allow"],
    [/in this session/, "allow_session"],
    [/in this project/, "allow_project"],
  ])("the button %s answers %s", async (name, decision) => {
    const { send } = show(awaiting(permission()));
    fireEvent.click(screen.getByRole("button", { name }));
    expect(send).toHaveBeenCalledExactlyOnceWith({
      type: "approval.answer",
      tool_id: "tool-1",
      decision,
    });
  });

  test("a denial carries its reason", () => {
    const { send } = show(awaiting(permission()));
    const reason = screen.getByLabelText(/Reason/);
    fireEvent.input(reason, { target: { value: " use pnpm " } });
    fireEvent.submit(reason);
    expect(send).toHaveBeenCalledWith(
      expect.objectContaining({ decision: "deny", reason: "use pnpm" }),
    );
  });

  test("what cannot be remembered can only be allowed once", () => {
    show(awaiting(permission({ rule: null })));
    expect(screen.queryByRole("button", { name: /Always/ })).toBeNull();
  });

  test("is answered once, however often it is clicked", () => {
    const { send } = show(awaiting(permission()));
    const allow = screen.getByRole("button", { name: /Allow once/ });
    fireEvent.click(allow);
    fireEvent.click(allow);
    expect(send).toHaveBeenCalledOnce();
  });

  test("can be answered again when the answer was refused", async () => {
    const send = vi.fn(async () => {
      throw new CommandError("SESSION_003", "run_conflict", "");
    });
    render(() => <ToolCard item={awaiting(permission())} send={send} />);
    const allow = screen.getByRole<HTMLButtonElement>("button", { name: /Allow once/ });
    fireEvent.click(allow);
    expect(allow.disabled).toBe(true);
    await vi.waitFor(() => expect(allow.disabled).toBe(false));
  });

  test("shows the edit before it is made", () => {
    const preview = {
      kind: "diff",
      path: "a.ts",
      change: "update",
      added: 1,
      removed: 1,
      diff: "@@ -1 +1 @@\n-old line\n+new line\n",
    };
    const { container } = show(awaiting(permission({ preview })));
    expect(container.querySelector(".chat-diff-row.added")?.textContent).toContain("new line");
    expect(container.querySelector(".chat-diff-row.removed")?.textContent).toContain("old line");
  });
});

describe("a page of the web", () => {
  const url = "https://xn--wgv71a119e.example/a/b?token=1";
  const web = { kind: "web", url, host: "xn--wgv71a119e.example", status: null, bytes: null };
  const asking = (over: object = {}) =>
    toolItem({
      name: "WebFetch",
      target: "xn--wgv71a119e.example/a/b?…",
      state: "awaiting",
      result: null,
      approval: permission({ rule: null, preview: { ...web, purpose: "the limits", ...over } }),
    });

  test("is asked about with its whole address, the host apart, and nothing to click", () => {
    const { container } = show(asking());
    expect(container.querySelector("[data-web-url]")?.textContent).toBe(url);
    expect(container.querySelector("[data-web-url] strong")?.textContent).toBe(web.host);
    expect(container.querySelector("a")).toBeNull();
    expect(container.textContent).toContain("the limits");
    expect(screen.queryByRole("button", { name: /Always/ })).toBeNull();
  });

  test.each(["ja", "en"] as const)("a name in other letters says so: %s", (language) => {
    setLanguage(language);
    expect(show(asking()).container.textContent).toMatch(/punycode/i);
    const plain = { url: "https://docs.example/", host: "docs.example" };
    expect(show(asking(plain)).container.textContent).not.toMatch(/punycode/i);
  });
});

describe("keys", () => {
  test.each([
    ["y", "allow"],
    ["a", "allow_session"],
    ["n", "deny"],
  ])("%s answers %s to the first card that waits", (key, decision) => {
    const { send, stop } = show(awaiting(permission(), "one"), awaiting(permission(), "two"));
    press(key);
    stop();
    expect(send).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ tool_id: "one", decision }),
    );
  });

  test("the card with the focus comes before the first", () => {
    const { send, stop, container } = show(
      awaiting(permission(), "one"),
      awaiting(permission(), "two"),
    );
    container.querySelector<HTMLElement>("[data-approval=two]")?.focus();
    press("y");
    stop();
    expect(send).toHaveBeenCalledWith(expect.objectContaining({ tool_id: "two" }));
  });

  test("do nothing while somebody types, converts, or holds a modifier", () => {
    const { send, stop } = show(awaiting(permission()));
    press("y", screen.getByLabelText(/Reason/));
    press("y", document.body, { ctrlKey: true });
    press("y", document.body, { isComposing: true });
    press("y", document.body, { repeat: true });
    stop();
    expect(send).not.toHaveBeenCalled();
  });

  test("a without a rule answers nothing", () => {
    const { send, stop } = show(awaiting(permission({ rule: null })));
    press("a");
    stop();
    expect(send).not.toHaveBeenCalled();
  });

  test("other keys mean nothing", () => {
    expect(answerOf(new KeyboardEvent("keydown", { key: "x" }))).toBeNull();
  });
});

describe("plan", () => {
  const plan: Approval = { kind: "plan", plan: "# Steps\n1. read" };

  test("is approved into the mode of the button; unchanged it is not sent back", () => {
    const { send } = show(awaiting(plan));
    fireEvent.click(screen.getByRole("button", { name: /don.t ask before edits/ }));
    expect(send).toHaveBeenCalledWith({
      type: "plan.answer",
      tool_id: "tool-1",
      decision: "approve",
      mode: "acceptEdits",
    });
  });

  test("is sent as it was edited", () => {
    const { send } = show(awaiting(plan));
    fireEvent.click(screen.getByRole("button", { name: "Edit plan" }));
    fireEvent.input(screen.getByLabelText("Plan text"), { target: { value: "1. test" } });
    fireEvent.click(screen.getByRole("button", { name: /ask before each edit/ }));
    expect(send).toHaveBeenCalledWith(
      expect.objectContaining({ mode: "default", plan: "1. test" }),
    );
  });

  test("is sent back with a word", () => {
    const { send } = show(awaiting(plan));
    const feedback = screen.getByLabelText(/What should change/);
    fireEvent.input(feedback, { target: { value: "tests first" } });
    fireEvent.submit(feedback);
    expect(send).toHaveBeenCalledWith(
      expect.objectContaining({ decision: "reject", feedback: "tests first" }),
    );
  });
});

describe("questions", () => {
  const options = [
    { label: "JSON", description: "" },
    { label: "CSV", description: "" },
  ];
  const questions: Approval = {
    kind: "question",
    questions: [
      { question: "Which format?", header: "Format", multi_select: false, options },
      { question: "Which parts?", header: "Parts", multi_select: true, options },
    ],
  };

  test("are sent together, when every one is answered", () => {
    const { send, container } = show(awaiting(questions));
    const answer = screen.getByRole<HTMLButtonElement>("button", { name: "Send answer" });
    const [json] = container.querySelectorAll<HTMLInputElement>("input[type=radio]");
    fireEvent.click(json!);
    expect(answer.disabled).toBe(true);
    for (const box of [...container.querySelectorAll("input[type=checkbox]")].slice(0, 2))
      fireEvent.click(box);
    fireEvent.submit(answer.form!);
    expect(send).toHaveBeenCalledWith({
      type: "question.answer",
      tool_id: "tool-1",
      answers: [["JSON"], ["JSON", "CSV"]],
    });
  });

  test("a free answer replaces the one choice, and joins several", () => {
    const none = { labels: [], other: null };
    const one = toggle(toggle(none, "JSON", false), null, false);
    expect(one).toEqual({ labels: [], other: "" });
    const several = { ...toggle(toggle(none, "CSV", true), null, true), other: " YAML " };
    expect(answersOf([several])).toEqual([["CSV", "YAML"]]);
  });

  test("a free answer that is chosen and left empty is no answer", () => {
    expect(isComplete([{ labels: ["CSV"], other: " " }])).toBe(false);
  });
});
