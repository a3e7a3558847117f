import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { setLanguage } from "../../i18n/language.ts";
import { createSelection } from "./selection.ts";
import { SelectionBar } from "./SelectionBar.tsx";

const people = (...names: string[]) => names.map((id) => ({ id }));

beforeEach(() => setLanguage("en"));
afterEach(cleanup);

describe("rows that are ticked", () => {
  const page1 = people("Aoi", "Bea");
  const [page, setPage] = createSignal(page1);
  const selection = createSelection(page);

  test("stay so on another page and are there again on the way back", () => {
    selection.toggleHere(true);
    setPage(people("Cho", "Dan"));
    expect([selection.ids(), selection.here()]).toEqual([["Aoi", "Bea"], []]);
    selection.toggle("Cho", true);
    setPage(page1);
    expect([selection.ids(), selection.here()]).toEqual([
      ["Aoi", "Bea", "Cho"],
      ["Aoi", "Bea"],
    ]);
    selection.toggleHere(false);
    expect(selection.ids()).toEqual(["Cho"]);
  });

  test("are counted with those the page does not show, cleared at once, and never too many", async () => {
    const bar = () => (
      <SelectionBar selection={selection} most={2}>
        {(tooMany) => <button disabled={tooMany() !== undefined}>Archive</button>}
      </SelectionBar>
    );
    render(bar);
    const archive = screen.getByRole<HTMLButtonElement>("button", { name: "Archive" });
    expect(screen.getByRole("status").textContent).toBe("1 selected, 1 of them not on this page");
    selection.toggleHere(true);
    expect(screen.getByRole("status").textContent).toContain("At most 2 at a time.");
    expect(archive.disabled).toBe(true);
    fireEvent.click(screen.getByRole("button", { name: "Clear selection" }));
    expect([selection.ids(), screen.queryByRole("status")]).toEqual([[], null]);
  });
});
