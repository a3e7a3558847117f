import { cleanup, fireEvent, render, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { errorText } from "#contract/errors";
// Loaded before a test waits for it.
import "../../ui/DialogFrame.tsx";
import { setLanguage } from "../../i18n/language.ts";
import { FactorsSection } from "./FactorsSection.tsx";
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

const ask = async (hasPassword: boolean, required = false, onAdd = () => {}) => {
  render(() => (
    <PasskeyList
      passkeys={[mine]}
      isLast
      required={required}
      hasPassword={hasPassword}
      onAdd={onAdd}
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

test("while the site requires one, the last is not offered to go: another is added first", async () => {
  const [add, fetch] = [vi.fn(), vi.fn()];
  vi.stubGlobal("fetch", fetch);
  const dialog = await ask(true, true, add);
  dialog.getByText(/Add another passkey or an authenticator app first/);
  expect(dialog.queryByText(/password alone/)).toBeNull();
  expect(dialog.queryByRole("button", { name: "Remove" })).toBeNull();
  fireEvent.click(dialog.getByRole("button", { name: "Add passkey" }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(add).toHaveBeenCalledOnce();
  expect(fetch).not.toHaveBeenCalled();
});

test.each([
  ["the authenticator that is the last", true, [], /Your last second factor can't be removed/],
  ["one beside a passkey", true, [mine], /Remove the authenticator app/],
  ["the last where none is required", false, [], /Remove the authenticator app/],
])("%s: what its removal asks", async (_case, required, passkeys, title) => {
  const factors = {
    totp: { enabled: true, since: null },
    passkeys,
    recovery_codes_left: 10,
    required,
    due: null,
  };
  render(() => <FactorsSection factors={factors} hasPassword onChange={async () => {}} />);
  fireEvent.click(screen.getByRole("button", { name: "Authenticator app: Remove" }));
  expect(await screen.findByRole("dialog", { name: title })).toBeTruthy();
});

test("from there one adds a passkey, and the question does not close that", async () => {
  const factors = {
    totp: { enabled: true, since: null },
    passkeys: [],
    recovery_codes_left: 10,
    required: true,
    due: null,
  };
  render(() => <FactorsSection factors={factors} hasPassword onChange={async () => {}} />);
  fireEvent.click(screen.getByRole("button", { name: "Authenticator app: Remove" }));
  const dialog = within(await screen.findByRole("dialog"));
  fireEvent.click(dialog.getByRole("button", { name: "Add passkey" }));
  expect(await screen.findByRole("dialog", { name: "Add passkey" })).toBeTruthy();
});
