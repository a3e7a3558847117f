import { MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@solidjs/testing-library";
import { createSignal, type JSX } from "solid-js";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError } from "../../client/error.ts";
import { setLanguage } from "../../i18n/language.ts";
import { type Column, nextSorting, type Sorting } from "./column.ts";
import { DataTable, type DataTableProps } from "./DataTable.tsx";
import { createTableMemory } from "./table-memory.ts";
import { ViewOptions } from "./ViewOptions.tsx";

interface Person {
  readonly id: string;
  readonly name: string;
  readonly spent: number;
}

const columns: readonly Column<Person>[] = [
  { key: "name", label: "Name", sort: "name", cell: (one) => one.name },
  {
    key: "spent",
    label: "Spent",
    sort: "spent",
    firstOrder: "desc",
    numeric: true,
    cell: (one) => one.spent,
  },
  { key: "secret", label: "Secret", optional: true, cell: () => "hidden" },
];
const people = (...names: string[]): Person[] =>
  names.map((name, at) => ({ id: name, name, spent: at }));

const inRouter = (inside: () => JSX.Element) =>
  render(() => (
    <MemoryRouter>
      <Route path="*" component={inside} />
    </MemoryRouter>
  ));

const show = (over: Partial<DataTableProps<Person, string>> = {}) => {
  const [rows, setRows] = createSignal<readonly Person[] | undefined>(people("Aoi", "Ben", "Cho"));
  const onSort = vi.fn<(sorting: Sorting) => void>();
  const onOpen = vi.fn<(row: Person) => void>();
  inRouter(() => (
    <DataTable
      label="People"
      columns={columns}
      memory={createTableMemory("test")}
      rows={rows()}
      sorting={{ by: "name", order: "asc" }}
      onSort={onSort}
      nameOf={(row) => row.name}
      href={(row) => `/people/${row.id}`}
      onOpen={onOpen}
      actions={() => [{ label: "Delete", run: () => {} }]}
      empty={<p>Nobody</p>}
      {...over}
    />
  ));
  return { setRows, onSort, onOpen };
};
const link = (name: string) => screen.getByRole("link", { name });
const press = (key: string) => fireEvent.keyDown(document.activeElement!, { key });

beforeEach(() => {
  setLanguage("en");
  localStorage.clear();
});
afterEach(cleanup);

describe("sorting", () => {
  test("a press on another column asks for its first order, on the same one for the other", () => {
    const { onSort } = show();
    fireEvent.click(screen.getByRole("button", { name: /^Spent/ }));
    fireEvent.click(screen.getByRole("button", { name: /^Name/ }));
    expect(onSort.mock.calls).toEqual([
      [{ by: "spent", order: "desc" }],
      [{ by: "name", order: "desc" }],
    ]);
    const heads = screen.getAllByRole("columnheader");
    expect(heads.map((head) => head.getAttribute("aria-sort"))).toEqual(["ascending", null, null]);
  });

  test("a column without an order of the server's has none", () => {
    expect(nextSorting(columns[2]!, { by: "name", order: "asc" })).toBeNull();
  });
});

describe("the keyboard", () => {
  test("arrows, Home and End walk the rows, one of which is in the order of Tab", () => {
    show();
    link("Aoi").focus();
    press("ArrowUp");
    expect(document.activeElement).toBe(link("Aoi"));
    press("ArrowDown");
    expect(document.activeElement).toBe(link("Ben"));
    press("End");
    expect(document.activeElement).toBe(link("Cho"));
    press("Home");
    expect(document.activeElement).toBe(link("Aoi"));
    const stops = [...screen.getByRole("table").querySelectorAll("tbody [tabindex='0']")];
    expect(stops).toEqual([link("Aoi"), screen.getByRole("button", { name: "Actions for Aoi" })]);
  });

  test("a row keeps the focus when the list is read anew, also at another place", async () => {
    const { setRows } = show();
    const ben = link("Ben");
    ben.focus();
    setRows([{ id: "Dan", name: "Dan", spent: 9 }, ...people("Cho", "Ben").toReversed()]);
    await waitFor(() => expect(link("Dan")).toBeTruthy());
    expect(document.activeElement).toBe(ben);
    expect(within(ben.closest("tr")!).getByText("1")).toBeTruthy();
  });
});

test("a press anywhere in a row opens it, but not on its controls", () => {
  const { onOpen } = show();
  fireEvent.click(screen.getByText("2"));
  fireEvent.click(screen.getByRole("button", { name: "Actions for Aoi" }));
  expect(onOpen.mock.calls.map(([row]) => row.id)).toEqual(["Cho"]);
});

describe("before, without and instead of rows", () => {
  test("there is a skeleton until the first answer, and what was shown until a newer one", () => {
    show().setRows(undefined);
    expect(screen.getByRole("status").textContent).toContain("Loading");
    cleanup();
    show({ loading: true });
    expect(screen.getByRole("table").getAttribute("aria-busy")).toBe("true");
    expect(link("Aoi")).toBeTruthy();
  });

  test("an empty list says what the caller says of it", () => {
    show({ rows: [] });
    expect(screen.getByText("Nobody")).toBeTruthy();
  });

  test("an error stands in its place, with a way to try again", () => {
    const onRetry = vi.fn<() => void>();
    show({ error: new ApiError(500, { code: "SERVER_001" }), onRetry });
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(onRetry).toHaveBeenCalledOnce();
    expect(screen.queryByRole("table")).toBeNull();
  });
});

describe("columns", () => {
  test("are chosen, and remembered under the table's name", () => {
    const memory = createTableMemory("people");
    inRouter(() => <ViewOptions columns={columns} memory={memory} />);
    fireEvent.click(screen.getByRole("button", { name: "View" }));
    expect(screen.queryByRole("checkbox", { name: "Name" })).toBeNull();
    fireEvent.click(screen.getByRole("checkbox", { name: "Spent" }));
    fireEvent.click(screen.getByRole("checkbox", { name: "Secret" }));
    fireEvent.keyDown(document, { key: "Escape" });
    expect(screen.queryByRole("checkbox", { name: "Spent" })).toBeNull();
    cleanup();
    show({ memory: createTableMemory("people") });
    const heads = screen.getAllByRole("columnheader").map((head) => head.textContent);
    expect(heads).toEqual(["Name", "Secret", "Actions"]);
  });

  test("what is kept in the browser may be anything", () => {
    localStorage.setItem("engawa.table.people", '{"columns": 7, "density": []}');
    expect(createTableMemory("people").isShown("name", true)).toBe(true);
    localStorage.setItem("engawa.table.people", "{");
    expect(createTableMemory("people").density()).toBe("normal");
  });
});
