import { cleanup, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Me } from "#contract/auth";
import { setMe } from "../../app/session.ts";
import { setLanguage } from "../../i18n/language.ts";
import { ChatColumn, type ChatColumnProps } from "./ChatColumn.tsx";

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  setMe(null);
});

test.each([
  ["guest", false],
  ["user", true],
] as const)("a %s is told to drop files only where that works: %s", (role, told) => {
  setMe({ role } as Me);
  const props = { session: undefined, ready: true, onNew: vi.fn() };
  render(() => <ChatColumn {...(props as unknown as ChatColumnProps)} />);
  expect(screen.queryByText(/drop files into the workspace/) !== null).toBe(told);
});

test("who acts as somebody is told that chats are closed, and none is connected to", () => {
  setMe({ role: "user", acting: { name: "Admin" } } as Me);
  const props = { session: "sess_1", ready: true, onNew: vi.fn() };
  render(() => <ChatColumn {...(props as unknown as ChatColumnProps)} />);
  expect(screen.getByText("Chats are hidden")).toBeTruthy();
  expect(screen.queryByRole("textbox")).toBeNull();
});
