import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { Dynamic } from "solid-js/web";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setLanguage } from "../i18n/language.ts";
import { PageArea } from "./PageArea.tsx";
import type { PageName } from "./page.ts";

beforeEach(() => setLanguage("en"));
afterEach(cleanup);

test("a page that breaks leaves the menu standing, can be tried again, and is left by another", async () => {
  const [page, setPage] = createSignal<PageName>("statistics");
  let broken = true;
  const pages = {
    statistics: () => {
      if (broken) throw new RangeError("Invalid time value");
      return <p>Figures</p>;
    },
    audit: () => <p>Records</p>,
  };
  render(() => (
    <>
      <nav>Menu</nav>
      <PageArea page={page()}>
        <Dynamic component={pages[page() as keyof typeof pages]} />
      </PageArea>
    </>
  ));
  expect(screen.getByText("Menu")).toBeTruthy();
  expect(screen.getByRole("heading", { name: "Statistics" })).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toContain("Something went wrong");
  setPage("audit");
  expect(await screen.findByText("Records")).toBeTruthy();
  setPage("statistics");
  broken = false;
  fireEvent.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Figures")).toBeTruthy();
});
