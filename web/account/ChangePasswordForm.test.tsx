import { Route, Router } from "@solidjs/router";
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language.ts";
import { ResetScreen } from "../screens/links/ResetScreen.tsx";
import { ChangePasswordForm } from "./ChangePasswordForm.tsx";

beforeEach(() => setLanguage("ja"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const keysBox = () => screen.getByLabelText("API キーもすべて取り消す");
const typePassword = () =>
  fireEvent.input(screen.getByLabelText("新しいパスワード"), {
    target: { value: "an evening on the porch" },
  });

/** What the form sends, with the box beside it ticked or left alone. */
async function sent(ticked: boolean): Promise<unknown> {
  const bodies: unknown[] = [];
  vi.stubGlobal("fetch", async (_address: string, init: RequestInit) => {
    bodies.push(JSON.parse(String(init.body)));
    return new Response(null, { status: 204 });
  });
  const onDone = vi.fn();
  const { unmount } = render(() => <ChangePasswordForm hasPassword={false} onDone={onDone} />);
  typePassword();
  if (ticked) fireEvent.click(keysBox());
  fireEvent.click(screen.getByRole("button", { name: "パスワードを変更" }));
  await vi.waitFor(() => expect(onDone).toHaveBeenCalled());
  unmount();
  return bodies[0];
}

test("keys outlive a new password unless the box beside it is ticked", async () => {
  expect(await sent(false)).toMatchObject({ revoke_keys: false });
  expect(await sent(true)).toMatchObject({ revoke_keys: true });
});

test.each([false, true])("so do they after a forgotten one; the box ticked: %s", async (ticked) => {
  const asked: unknown[] = [];
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    if (!address.endsWith("/password-reset/confirm"))
      return Response.json({ me: null, providers: [] });
    asked.push(JSON.parse(String(init.body)));
    return new Response(null, { status: 204 });
  });
  window.history.replaceState(null, "", "/reset-password#token=of-the-mail");
  render(() => (
    <Router>
      <Route path="*" component={ResetScreen} />
    </Router>
  ));
  typePassword();
  if (ticked) fireEvent.click(keysBox());
  fireEvent.click(screen.getByRole("button", { name: "パスワードを設定" }));
  await vi.waitFor(() => expect(location.pathname).toBe("/sign-in"), { timeout: 5000 });
  expect(asked).toEqual([
    { token: "of-the-mail", password: "an evening on the porch", revoke_keys: ticked },
  ]);
});
