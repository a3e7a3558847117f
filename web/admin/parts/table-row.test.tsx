import { MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { setLanguage } from "../../i18n/language.ts";
import type { MenuEntry } from "../../ui/menu-item.ts";
import type { Column } from "./column.ts";
import { DataTable } from "./DataTable.tsx";
import { createTableMemory } from "./table-memory.ts";

interface Person {
  readonly id: string;
}

const people: readonly Person[] = [{ id: "Aoi" }, { id: "Ben" }];
const columns: readonly Column<Person>[] = [
  { key: "name", label: "Name", cell: (one) => one.id },
  { key: "spent", label: "Spent", numeric: true, spare: true, cell: () => "7" },
];

const opened = vi.fn<(row: Person) => void>();

const show = (current?: string) => {
  const actions = vi.fn<(row: Person) => MenuEntry[]>(() => [{ label: "Delete", run: () => {} }]);
  const Table = () => (
    <DataTable
      label="People"
      columns={columns}
      memory={createTableMemory("test")}
      rows={people}
      nameOf={(row) => row.id}
      href={(row) => `/people/${row.id}`}
      current={current}
      onOpen={opened}
      actions={actions}
      empty={<p>Nobody</p>}
    />
  );
  render(() => (
    <MemoryRouter>
      <Route path="*" component={Table} />
    </MemoryRouter>
  ));
  return actions;
};
const link = (name: string) => screen.getByRole("link", { name });

/** Whether the router took the press; what the browser would do then is left out. */
const isTaken = (press: MouseEventInit): boolean => {
  let taken = false;
  const look = (event: Event) => {
    taken = event.defaultPrevented;
    event.preventDefault();
  };
  window.addEventListener("click", look, { once: true });
  fireEvent.click(link("Aoi"), press);
  return taken;
};

beforeEach(() => {
  setLanguage("en");
  localStorage.clear();
});
afterEach(cleanup);

describe("the link of a row", () => {
  test("is the router's on a plain press, the browser's with a key or another button", () => {
    show();
    expect(link("Aoi").getAttribute("href")).toBe("/people/Aoi");
    for (const key of ["ctrlKey", "metaKey", "shiftKey", "altKey"])
      expect(isTaken({ [key]: true }), key).toBe(false);
    expect(isTaken({ button: 1 })).toBe(false);
    expect(isTaken({})).toBe(true);
  });

  test("leaves the list where it is scrolled to, and says whose details are open", () => {
    show("Ben");
    expect(link("Ben").hasAttribute("noscroll")).toBe(true);
    expect(link("Ben").getAttribute("aria-current")).toBe("page");
    expect(link("Aoi").hasAttribute("aria-current")).toBe(false);
  });

  // The router's own A adds these, with two reactive nodes and a look at the address for each link.
  test("costs no more than a link of the page", () => {
    show();
    expect(link("Aoi").className).toBe("block rounded-sm");
  });
});

test("what the menu of a row offers is asked for when it opens", async () => {
  const actions = show();
  expect(actions).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole("button", { name: "Actions for Ben" }));
  await screen.findByRole("menuitem", { name: "Delete" }, { timeout: 10_000 });
  expect(new Set(actions.mock.calls.map(([row]) => row.id))).toEqual(new Set(["Ben"]));
});

test("a press on a row opens its details; one on an entry of its menu does what the entry says, and only that", async () => {
  show();
  fireEvent.click(screen.getByRole("button", { name: "Actions for Aoi" }));
  fireEvent.click(await screen.findByText("Delete", {}, { timeout: 10_000 }));
  expect(opened).not.toHaveBeenCalled();
  fireEvent.click(screen.getAllByText("7")[1] as Element);
  expect(opened.mock.calls).toEqual([[{ id: "Ben" }]]);
});
