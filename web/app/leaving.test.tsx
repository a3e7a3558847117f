/** What is shown only once, on a page that has no dialog around it (T-27). */
import { Route, Router } from "@solidjs/router";
import { cleanup, fireEvent, render, screen, within } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
// Loaded before a test waits for them.
import "../account/Questions.tsx";
import "../screens/restricted/RestrictedScreen.tsx";
import "../ui/DialogFrame.tsx";
import "../ui/MenuContent.tsx";
import { whenSignedOut } from "../client/login.ts";
import { handleObstacles } from "../client/obstacles.ts";
import { setLanguage } from "../i18n/language.ts";
import { App } from "./App.tsx";
import { setMe } from "./session.ts";
import { hana } from "../testing/person.ts";
import { open as maintenance } from "../testing/site.ts";

const me = { ...hana, restricted: "second_factor" as const };

let signedOut = false;
beforeEach(() => {
  setLanguage("en");
  signedOut = false;
  history.replaceState(null, "", "/");
});
afterEach(() => {
  cleanup();
  handleObstacles(null);
  whenSignedOut(async () => false);
  vi.unstubAllGlobals();
  setMe(null);
});

const press = async (name: string | RegExp) =>
  fireEvent.click(await screen.findByRole("button", { name }));
const choose = async (name: string) => {
  await press("Account: Hana");
  const item = await screen.findByRole("menuitem", { name });
  fireEvent.pointerUp(item);
  fireEvent.click(item);
};
const submit = async (name: string) =>
  fireEvent.submit((await screen.findByRole("button", { name })).closest("form")!);
const asked = async () =>
  within(await screen.findByRole("dialog", { name: "Leave this page?" }, { timeout: 5000 }));
const isQuiet = () => expect(screen.queryByRole("dialog")).toBeNull();

/** The codes of an enrolment that had to be, on the page. */
async function showCodes(): Promise<void> {
  const answers: Readonly<Record<string, () => object>> = {
    status: () => ({
      me: signedOut ? null : me,
      held: null,
      auth_enabled: true,
      setup_required: false,
      providers: [],
      maintenance,
    }),
    begin: () => ({ ticket: "t", secret: "ABCDEFGH", uri: "otpauth://totp/x?secret=ABCDEFGH" }),
    confirm: () => ({ recovery_codes: ["aaaa-bbbb"] }),
    account: () => ({ has_password: false, identities: [] }),
  };
  vi.stubGlobal("fetch", async (url: string) => {
    if (url.endsWith("/logout")) {
      signedOut = true;
      return new Response(null, { status: 204 });
    }
    const answer = answers[url.split("/").at(-1) ?? ""];
    return Response.json(answer?.() ?? { items: [], maintenance: null });
  });
  render(() => (
    <Router root={App}>
      <Route path="*" component={() => <p>the page itself</p>} />
    </Router>
  ));
  await press(/Authenticator app/);
  await submit("Next");
  fireEvent.input(await screen.findByLabelText("Six-digit code"), { target: { value: "123456" } });
  await submit("Turn on");
  await screen.findByText("aaaa-bbbb");
}

test("signing out over recovery codes asks first, and going back keeps both", async () => {
  await showCodes();
  await choose("Sign out");
  const question = await asked();
  question.getByText(/haven't said that you saved them/);
  expect(signedOut).toBe(false);
  fireEvent.click(question.getByRole("button", { name: "Back to the codes" }));
  await vi.waitFor(isQuiet);
  expect([signedOut, location.pathname]).toEqual([false, "/"]);
  screen.getByText("aaaa-bbbb");
  const menu = screen.getByRole("button", { name: "Account: Hana" });
  await vi.waitFor(() => expect(document.activeElement).toBe(menu));
  await choose("Sign out");
  fireEvent.click((await asked()).getByRole("button", { name: "Leave anyway" }));
  await vi.waitFor(() => expect([signedOut, location.pathname]).toEqual([true, "/sign-in"]));
});

test("another page of the product over them asks, too, and is gone to when that is agreed", async () => {
  await showCodes();
  await choose("Rules of use");
  const question = await asked();
  expect(location.pathname).toBe("/");
  fireEvent.click(question.getByRole("button", { name: "Leave anyway" }));
  await vi.waitFor(() => expect(location.pathname).toBe("/rules"));
});

test("codes that are kept are left without a word", async () => {
  await showCodes();
  fireEvent.click(screen.getByLabelText(/saved them/));
  await choose("Rules of use");
  await vi.waitFor(() => expect(location.pathname).toBe("/rules"));
  isQuiet();
});
