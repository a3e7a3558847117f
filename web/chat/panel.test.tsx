import { fireEvent, screen, waitFor } from "@solidjs/testing-library";
import axe from "axe-core";
import { beforeEach, describe, expect, test } from "vitest";
import type { ServerFrame } from "#contract/frames";
import { setLanguage } from "../i18n/language.ts";
import { assistantItem, noticeItem, toolItem, userItem, welcome } from "./fixtures.ts";
import { ScriptedSocket, useBrowser } from "./test-browser.ts";
import { id, open } from "./test-panel.tsx";

const running = { state: "streaming", turn_id: "t", started_at: Date.now() } as const;

useBrowser();
beforeEach(() => {
  setLanguage("en");
});

describe("an approval that appears", () => {
  const approval = { kind: "permission", why: "why", rule: null, preview: null } as const;
  const frame: ServerFrame = {
    type: "item",
    seq: 3,
    item: toolItem({ state: "awaiting", approval }),
  };
  const card = () => document.activeElement?.closest("[data-approval]");

  test("takes the focus from the empty composer after a message was sent", async () => {
    const { socket, field, type } = await open(welcome());
    type("go");
    fireEvent.keyDown(field(), { key: "Enter" });
    await socket.say(frame);
    await waitFor(() => expect(card()).toBeTruthy());
    fireEvent.keyDown(document.activeElement!, { key: "y" });
    expect(socket.ofType("approval.answer")).toMatchObject([{ decision: "allow" }]);
  });

  test("leaves the focus with somebody who types", async () => {
    const { socket, field, type } = await open(welcome());
    type("ye");
    await socket.say(frame);
    expect(document.activeElement).toBe(field());
    type("");
    fireEvent.keyDown(field(), { key: "Backspace" });
    await socket.say({ ...frame, item: { ...frame.item, id: "tool-2", position: 9 } });
    expect(document.activeElement).toBe(field());
  });

  test("gives the focus back to the composer when it was answered", async () => {
    const { socket, field } = await open(welcome({ items: [frame.item] }));
    document.querySelector<HTMLElement>("[data-approval]")?.focus();
    await socket.say({ type: "item", seq: 4, item: toolItem({ seq: 4 }) });
    expect(document.activeElement).toBe(field());
  });
});

describe("a running turn", () => {
  test("streams text, and what is streamed cannot run", async () => {
    const { socket, container } = await open(welcome({ run: running, items: [assistantItem()] }));
    const text = "Hello <img src=x onerror=alert(1)> **world**";
    await socket.say({
      type: "delta",
      item_id: "assistant-1",
      block: 0,
      kind: "text",
      offset: 0,
      text,
    });
    expect(container.querySelector("strong")?.textContent).toBe("world");
    expect(container.querySelector("img, [onerror]")).toBeNull();
  });

  test("a delta changes its own block and leaves the other nodes alone", async () => {
    const { socket, container } = await open(
      welcome({ run: running, items: [userItem(), assistantItem()] }),
    );
    const say = (offset: number, text: string) =>
      socket.say({ type: "delta", item_id: "assistant-1", block: 0, kind: "text", offset, text });
    await say(0, "one\n\ntw");
    const user = container.querySelector("[data-item=user-1]")!.firstChild;
    const paragraph = () => container.querySelector(".chat-prose p");
    await waitFor(() => expect(paragraph()).not.toBeNull());
    const first = paragraph();
    await say(7, "o");
    await waitFor(() =>
      expect(container.querySelector(".chat-prose")?.textContent).toBe("one\ntwo\n"),
    );
    expect(container.querySelector("[data-item=user-1]")!.firstChild).toBe(user);
    expect(paragraph()).toBe(first);
  });

  test("stops by the button, and by Escape pressed twice", async () => {
    const { socket, field } = await open(welcome({ run: running }));
    fireEvent.keyDown(field(), { key: "Escape" });
    expect(socket.ofType("run.stop")).toEqual([]);
    fireEvent.keyDown(field(), { key: "Escape" });
    fireEvent.click(screen.getByRole("button", { name: "Stop" }));
    expect(socket.ofType("run.stop")).toHaveLength(2);
  });

  test("queued messages can be taken back", async () => {
    const queue = [{ client_id: id, text: "and then", at: 1 }];
    const { socket } = await open(welcome({ run: running, queue }));
    fireEvent.click(screen.getByRole("button", { name: /Remove/ }));
    expect(socket.ofType("queue.remove")).toMatchObject([{ client_id: id }]);
  });
});

describe("what is around it", () => {
  test("a file name in the text opens the file at its line", async () => {
    const item = assistantItem({
      stop_reason: "end_turn",
      blocks: [{ type: "text", text: "See src/a.ts:12." }],
    });
    const { onOpenFile } = await open(welcome({ items: [item] }));
    fireEvent.click(screen.getByRole("button", { name: "src/a.ts:12" }));
    expect(onOpenFile).toHaveBeenCalledWith("src/a.ts", 12);
  });

  test("changes of files are told at once", async () => {
    const { socket, onFiles } = await open(welcome());
    await socket.say({ type: "files", changes: [], truncated: true });
    expect(onFiles).toHaveBeenCalledWith([], true);
  });

  test("an error shows its remedy and the id to copy, and the message can be sent again", async () => {
    const notice = noticeItem({ notice: "error", code: "CLAUDE_001", request_id: "req_1" });
    const { socket, container } = await open(welcome({ items: [userItem(), notice] }));
    for (const text of ["Claude API response timeout", "Send again", "CLAUDE_001 · req_1"])
      expect(container.textContent).toContain(text);
    fireEvent.click(screen.getByRole("button", { name: "Send again" }));
    expect(socket.ofType("message.send")).toMatchObject([{ text: "hello" }]);
  });

  test.each([
    ["ja", "接続が切断されました"],
    ["en", "Connection lost"],
  ] as const)("a cut is said (%s), and what is typed waits", async (language, words) => {
    setLanguage(language);
    const { socket, container } = await open(welcome());
    socket.onclose?.({ code: 1006 });
    expect(container.textContent).toContain(words);
  });

  test("reading it again asks for everything, not for what changed", async () => {
    await open(welcome({ seq: 7 }));
    fireEvent.click(screen.getByRole("button", { name: "Reload the conversation" }));
    expect(ScriptedSocket.all).toHaveLength(2);
    expect(ScriptedSocket.all[1]?.url).not.toContain("since");
  });

  test("after a cut it asks for what came after the last change", async () => {
    const { socket } = await open(welcome({ seq: 7 }));
    socket.onclose?.({ code: 1006 });
    fireEvent.click(screen.getByRole("button", { name: "Reconnect now" }));
    expect(ScriptedSocket.all[1]?.url).toMatch(new RegExp(`/ws/chat/sess_${id}\\?since=7$`));
  });

  test("a session that is gone takes no messages", async () => {
    const { socket, field, container } = await open(welcome());
    socket.onclose?.({ code: 4404 });
    expect(field().disabled).toBe(true);
    expect(container.textContent).toContain("deleted");
  });

  test.each(["ja", "en"] as const)("nothing is found by axe (%s)", async (language) => {
    const approval = { kind: "permission", why: "why", rule: "Edit", preview: null } as const;
    const question = { question: "Q?", header: "H", multi_select: true, options: [] };
    const { container } = await open(
      welcome({
        run: running,
        todos: [{ content: "a", activeForm: "a", status: "in_progress" }],
        items: [
          userItem(),
          assistantItem({
            stop_reason: "tool_use",
            blocks: [
              { type: "thinking", text: "hm" },
              { type: "text", text: "# T\n\n```ts\nlet a\n```\n- [x] done" },
              { type: "tool_use", id: "tool-1", name: "Edit" },
            ],
          }),
          toolItem({ state: "awaiting", approval }),
          toolItem({
            id: "q",
            position: 5,
            state: "awaiting",
            approval: { kind: "question", questions: [question] },
          }),
          toolItem({
            id: "p",
            position: 6,
            state: "awaiting",
            approval: { kind: "plan", plan: "1. a" },
          }),
          toolItem({ id: "d", position: 7 }),
          noticeItem({ position: 8, notice: "error", code: "CLAUDE_002", request_id: "r" }),
        ],
      }),
    );
    setLanguage(language);
    for (const line of container.querySelectorAll<HTMLElement>("[data-item] [aria-expanded=false]"))
      line.click();
    const { violations } = await axe.run(container, {
      rules: { "color-contrast": { enabled: false } },
    });
    expect(violations.map((found) => [found.id, found.nodes.map((node) => node.html)])).toEqual([]);
  });
});
