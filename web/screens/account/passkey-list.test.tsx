import { cleanup, fireEvent, render, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { errorText } from "#contract/errors";
// Loaded before a test waits for it.
import "../../ui/DialogFrame.tsx";
import { setLanguage } from "../../i18n/language.ts";
import { PasskeyList } from "./PasskeyList.tsx";

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const mine = {
  id: "11111111-1111-4111-8111-111111111111",
  name: "Laptop",
  backed_up: false,
  created_at: "2026-03-01T00:00:00.000Z",
  last_used_at: null,
};

const ask = async (hasPassword: boolean) => {
  render(() => (
    <PasskeyList
      passkeys={[mine]}
      isLast
      hasPassword={hasPassword}
      onAdd={() => {}}
      onChange={async () => {}}
    />
  ));
  fireEvent.click(screen.getByRole("button", { name: "Laptop: Remove" }));
  return within(await screen.findByRole("dialog"));
};

test("the last way in is not removed, and the question says what would have to be there first", async () => {
  const error = { code: "USER_008", ...errorText("USER_008", "en") };
  vi.stubGlobal("fetch", async () => Response.json({ error }, { status: 409 }));
  const dialog = await ask(false);
  fireEvent.click(dialog.getByRole("button", { name: "Remove" }));
  expect((await dialog.findByRole("alert")).textContent).toMatch(
    /Your last passkey can't be removed.*Set a password, add another passkey or link/s,
  );
});

test.each([
  [true, /your password alone will sign you in/],
  [false, /your linked external accounts only/],
])("it says what is left to sign in with; a password there is: %s", async (hasPassword, words) => {
  expect((await ask(hasPassword)).getByText(words)).toBeTruthy();
});
