import { Route, Router } from "@solidjs/router";
import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import type { JSX } from "solid-js";
import { afterEach, beforeEach, expect, test } from "vitest";
import { conductKinds } from "#contract/conduct";
import type { Notice } from "#contract/notice";
import { KeyboardHelp, openHelp } from "../../app/KeyboardHelp.tsx";
import { noticeLink } from "../../app/notice-words.ts";
import { openPages, rulesPage } from "../../app/open-pages.ts";
import type { Held } from "../../app/session.ts";
import { setLanguage } from "../../i18n/language.ts";
import { t } from "../../i18n/rules.ts";
import { routes } from "../../routes.tsx";
import { SuspendedScreen } from "../restricted/SuspendedScreen.tsx";
import { SignInScreen } from "../sign-in/SignInScreen.tsx";
import { RulesScreen } from "./RulesScreen.tsx";

const show = (what: () => JSX.Element) =>
  render(() => (
    <Router>
      <Route path="*" component={what} />
    </Router>
  ));
const linkOf = (name: string) => screen.getByRole("link", { name }).getAttribute("href");

const held: Held = { kind: "suspended", until: null, reason: null, contact: [] };

beforeEach(() => setLanguage("ja"));
afterEach(cleanup);

test.each(["ja", "en"] as const)("anybody reads the rules of use in %s", (language) => {
  setLanguage(language);
  show(RulesScreen);
  expect(openPages.has(rulesPage)).toBe(true);
  expect(routes.map((route) => route.path)).toContain(rulesPage);
  for (const kind of ["enumeration", "traversal", "commands", "flood"] as const) {
    expect(conductKinds).toHaveProperty(kind);
    expect(screen.getByText(t(`watched_${kind}`))).toBeTruthy();
  }
  expect(screen.getByText(/24時間|24 hours/)).toBeTruthy();
});

test("the warning, the page of a suspended account, the sign-in page and the help lead there", async () => {
  const warning = { kind: "violation_warning", data: {}, link: null } as unknown as Notice;
  expect(noticeLink(warning)).toBe(rulesPage);
  show(() => <SuspendedScreen held={held} />);
  expect(linkOf("利用規則")).toBe(rulesPage);
  cleanup();
  show(SignInScreen);
  expect(linkOf("利用規則")).toBe(rulesPage);
  cleanup();
  show(KeyboardHelp);
  openHelp();
  const link = await screen.findByRole("link", { name: "利用規則" });
  expect(link.getAttribute("href")).toBe(rulesPage);
  fireEvent.click(link);
  // The page is not read through the help.
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});
