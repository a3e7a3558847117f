import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { me, safeReturn, setMe } from "../app/session.ts";
import { setLanguage } from "../i18n/language.ts";
import { SignInFlow } from "./SignInFlow.tsx";

beforeEach(() => setLanguage("ja"));
afterEach(() => {
  cleanup();
  setMe(null);
  vi.unstubAllGlobals();
});

const signIn = (answer: Response) => {
  const server = vi.fn(async () => answer);
  vi.stubGlobal("fetch", server);
  render(() => <SignInFlow onDone={setMe} />);
  fireEvent.input(screen.getByLabelText("メールアドレス"), { target: { value: "a@example.com" } });
  fireEvent.input(screen.getByLabelText("パスワード"), { target: { value: "secret" } });
  fireEvent.submit(screen.getByRole("button", { name: "サインイン" }).closest("form")!);
  return server;
};

test("signing in sends what was typed and knows who it is", async () => {
  const server = signIn(
    Response.json({ me: { id: "1", name: "Hana", role: "user" }, challenge: null }),
  );
  await vi.waitFor(() => expect(me()?.name).toBe("Hana"));
  expect(server).toHaveBeenCalledWith(
    "/api/v1/auth/login",
    expect.objectContaining({ body: '{"email":"a@example.com","password":"secret"}' }),
  );
});

test("a refusal is announced with what to do and an id to copy", async () => {
  signIn(
    Response.json(
      {
        error: {
          code: "AUTH_001",
          message: "認証に失敗しました",
          remedy: "確認",
          request_id: "r-1",
        },
      },
      { status: 401 },
    ),
  );
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("認証に失敗しました");
  expect(alert.textContent).toContain("AUTH_001 · r-1");
  expect(me()).toBeNull();
});

test("the way back after signing in never leaves the site", () => {
  expect(safeReturn("/p/1/s/2")).toBe("/p/1/s/2");
  expect(
    ["//evil.example", "/\\evil.example", "https://evil.example", undefined].map(safeReturn),
  ).toEqual(["/", "/", "/", "/"]);
});
