import { fireEvent, screen } from "@solidjs/testing-library";
import { beforeEach, describe, expect, test } from "vitest";
import { setLanguage } from "../i18n/language.ts";
import { userItem, welcome } from "./fixtures.ts";
import { useBrowser } from "./test-browser.ts";
import { open } from "./test-panel.tsx";

useBrowser();
beforeEach(() => {
  setLanguage("en");
});

describe("composer", () => {
  test("Enter sends the message with the open file and the language, and empties the field", async () => {
    const { socket, field, type } = await open(welcome());
    type("hello");
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(socket.ofType("message.send")).toMatchObject([
      { text: "hello", open_file: "src/a.ts", language: "en" },
    ]);
    expect(field().value).toBe("");
  });

  test.each([
    ["Shift+Enter", { shiftKey: true }],
    ["Enter that ends a conversion", { isComposing: true }],
    ["Enter of a conversion that a browser ended first", { keyCode: 229 }],
    ["Ctrl+Enter within a conversion", { ctrlKey: true, isComposing: true }],
  ])("%s does not send", async (_name, over) => {
    const { socket, field, type } = await open(welcome());
    type("変換");
    fireEvent.keyDown(field(), { key: "Enter", ...over });
    expect(socket.ofType("message.send")).toEqual([]);
  });

  test("Ctrl+Enter sends even while suggestions are open", async () => {
    const { socket, field, type } = await open(welcome());
    type("see @READ");
    expect(screen.getByRole("option")).toBeTruthy();
    fireEvent.keyDown(field(), { key: "Enter", ctrlKey: true });
    expect(socket.ofType("message.send")).toHaveLength(1);
  });

  test("Enter takes the marked suggestion, Escape closes the list", async () => {
    const { socket, field, type } = await open(welcome());
    type("see @main");
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(field().value).toBe("see @src/main.py ");
    type("see @main");
    fireEvent.keyDown(field(), { key: "Escape" });
    expect(screen.queryByRole("listbox")).toBeNull();
    expect(socket.ofType("message.send")).toEqual([]);
  });

  test("a slash lists the commands the session knows", async () => {
    const commands = [
      { name: "clear", description: "Clear", hint: "", source: "built-in" as const },
      { name: "deploy", description: "Ship it", hint: "[env]", source: "project" as const },
    ];
    const { type } = await open(welcome({ commands }));
    type("/d");
    expect(screen.getByRole("option").textContent).toContain("/deploy [env]");
  });

  test("brings the draft back and saves a change after a second", async () => {
    const { socket, field, type } = await open(welcome({ draft: "half a th" }));
    expect(field().value).toBe("half a th");
    type("half a thought");
    expect(socket.ofType("draft.save")).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(socket.ofType("draft.save")).toMatchObject([{ text: "half a thought" }]);
  });

  test("says that a text is too long and does not send it", async () => {
    const { field, type, container } = await open(welcome());
    type("x".repeat(100_001));
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(field().value).toHaveLength(100_001);
    expect(container.textContent).toContain("Too long");
  });
});

describe("a message on its way", () => {
  test("is shown at once, and once only when the server tells it back", async () => {
    const { socket, field, type } = await open(welcome());
    type("hello there");
    fireEvent.keyDown(field(), { key: "Enter" });
    expect(screen.getAllByText("hello there")).toHaveLength(1);
    const [sent] = socket.ofType("message.send");
    const item = userItem({ text: "hello there", client_id: sent!.client_id });
    await socket.say({ type: "item", seq: 1, item });
    expect(screen.getAllByText("hello there")).toHaveLength(1);
    await socket.say({ type: "ack", id: sent!.id });
    expect(screen.getAllByText("hello there")).toHaveLength(1);
  });

  test("waits until what was typed into files is saved, and the next one behind it", async () => {
    const { socket, field, type, beforeSend } = await open(welcome());
    let saved = () => {};
    beforeSend.mockReturnValueOnce(new Promise<void>((resolve) => (saved = resolve)));
    for (const text of ["look at it", "and then"]) {
      type(text);
      fireEvent.keyDown(field(), { key: "Enter" });
    }
    await Promise.resolve();
    expect(screen.getByText("look at it")).toBeTruthy();
    expect(socket.ofType("message.send")).toEqual([]);
    saved();
    await expect.poll(() => socket.ofType("message.send").length).toBe(2);
    expect(socket.ofType("message.send")).toMatchObject([
      { text: "look at it" },
      { text: "and then" },
    ]);
  });

  test("that was refused says why and can be sent again under the same client id", async () => {
    const { socket, field, type } = await open(welcome());
    type("hello");
    fireEvent.keyDown(field(), { key: "Enter" });
    const [sent] = socket.ofType("message.send");
    const error = { code: "RATE_001", reason: "rate_limited", message: "" };
    await socket.say({ type: "error", id: sent!.id, error });
    expect(screen.getByRole("alert").textContent).toContain("Too many requests");
    fireEvent.click(screen.getByRole("button", { name: "Send again" }));
    expect(socket.ofType("message.send")[1]).toMatchObject({ client_id: sent!.client_id });
  });

  test("that met a limit says how much is used and when it resets (U-092)", async () => {
    const { socket, field, type } = await open(welcome());
    type("hello");
    fireEvent.keyDown(field(), { key: "Enter" });
    const [sent] = socket.ofType("message.send");
    const details = { kind: "messages_per_hour", used: 100, limit: 100, source: "role" };
    const error = { code: "RATE_003", reason: "messages_per_hour", message: "", details };
    await socket.say({ type: "error", id: sent!.id, error });
    const used = "Used: 100 of 100 · default limit of your role";
    await screen.findByText(used, {}, { timeout: 5000 });
    const link = screen.getByRole("link", { name: "See your usage" });
    expect(link.getAttribute("href")).toBe("/account/usage");
  });
});
