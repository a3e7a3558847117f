import { MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, render, screen, waitFor, within } from "@solidjs/testing-library";
import { createSignal, type JSX } from "solid-js";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError } from "../../client/error.ts";
import { setLanguage } from "../../i18n/language.ts";
import { alertColumns } from "../notifications/alert-columns.tsx";
import { peopleColumns } from "../people/columns.tsx";
import { projectColumns } from "../projects/columns.tsx";
import { type Column, nextSorting, type Sorting, spareClass, yieldingClass } from "./column.ts";
import { DataTable, type DataTableProps } from "./DataTable.tsx";
import { createSelection } from "./selection.ts";
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

const show = (
  over: Partial<DataTableProps<Person, string>> = {},
  first: readonly Person[] = people("Aoi", "Ben", "Cho"),
) => {
  const [rows, setRows] = createSignal<readonly Person[] | undefined>(first);
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

  test("where rows are cards, the orders are chosen from a list", () => {
    const { onSort } = show();
    const list = screen.getByRole<HTMLSelectElement>("combobox", { name: "Sort by" });
    expect([...list.options].map((one) => one.label)).toEqual([
      "Name, ascending",
      "Name, descending",
      "Spent, ascending",
      "Spent, descending",
    ]);
    fireEvent.change(list, { target: { value: "spent desc" } });
    expect(onSort.mock.calls).toEqual([[{ by: "spent", order: "desc" }]]);
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

describe("a list that is read anew", () => {
  test("moves nothing under a hand that presses, nor under an open menu of a row", async () => {
    const { setRows } = show();
    const others = people("Dan", "Ben");
    fireEvent.pointerDown(link("Ben"));
    setRows(others);
    fireEvent.pointerUp(window);
    expect(link("Aoi")).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole("link", { name: "Aoi" })).toBeNull());

    fireEvent.click(screen.getByRole("button", { name: "Actions for Ben" }));
    const entry = await screen.findByRole("menuitem", { name: "Delete" }, { timeout: 10_000 });
    setRows(people("Eri"));
    expect(screen.getByRole("menuitem", { name: "Delete" })).toBe(entry);
    fireEvent.keyDown(entry, { key: "Escape" });
    await waitFor(() => expect(link("Eri")).toBeTruthy());
    expect(screen.queryByRole("menuitem")).toBeNull();
  });
});

describe("a long first answer", () => {
  const many = (from: number) =>
    people(...Array.from({ length: 50 }, (_one, at) => `P${from + at}`));
  const drawn = () => screen.getAllByRole("row").length - 1;

  test("is drawn as far as it is in sight, then whole", async () => {
    show({}, many(0));
    // Of 768 px.
    expect(drawn()).toBe(12);
    await waitFor(() => expect(drawn()).toBe(50));
  });

  test("is drawn further where rows are lower, or the window higher", () => {
    vi.stubGlobal("innerHeight", 1200);
    const memory = createTableMemory("test");
    memory.setDensity("dense");
    show({ memory }, many(0));
    expect(drawn()).toBe(27);
    memory.setDensity("normal");
    vi.unstubAllGlobals();
  });

  test("is ticked whole, also before all of it is drawn", () => {
    const selection = createSelection(() => many(0));
    show({ selection }, many(0));
    fireEvent.click(screen.getAllByRole("checkbox", { name: "Select all shown" })[0]!);
    expect(selection.ids()).toHaveLength(50);
  });

  test("a newer one that comes meanwhile is the one that stays", async () => {
    const { setRows } = show({}, many(0));
    setRows(many(100));
    await waitFor(() => expect(drawn()).toBe(50));
    await new Promise((done) => setTimeout(done, 100));
    expect(screen.queryByText("P49")).toBeNull();
    expect(screen.getByText("P149")).toBeTruthy();
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

  test("beside open details the spare ones go, but none that was asked for or is sorted by", () => {
    const spare = columns.map((one) => (one.key === "spent" ? { ...one, spare: true } : one));
    const goes = () => {
      const gone = [...screen.getByRole("table").querySelectorAll(`.${CSS.escape(spareClass)}`)];
      cleanup();
      return gone.map((one) => one.textContent);
    };
    show({ columns: spare });
    expect(goes()).toEqual(["Spent", "0", "1", "2"]);
    show({ columns: spare, sorting: { by: "spent", order: "asc" } });
    expect(goes()).toEqual([]);
    const memory = createTableMemory("people");
    memory.show("spent", true);
    show({ columns: spare, memory });
    expect(goes()).toEqual([]);
  });

  test("beside open details the name takes what the others leave it, and few columns stay", () => {
    show();
    const [name] = screen.getAllByRole("rowheader");
    for (const one of yieldingClass.split(" ")) expect(name?.classList.contains(one)).toBe(true);
    const stay = (of: readonly { key: string; spare?: boolean }[]) =>
      of.filter((one) => one.spare !== true).map((one) => one.key);
    expect(stay(projectColumns(() => 0))).toEqual(["name", "status"]);
    expect(stay(peopleColumns())).toEqual(["name", "role", "status"]);
    expect(stay(alertColumns(() => {}))).toEqual(["name", "state", "enabled", "times"]);
  });

  test("the whole row whose details are open is in sight, also once it is drawn beside them", async () => {
    const shown = vi.fn<(this: Element, how: unknown) => void>();
    vi.stubGlobal("requestAnimationFrame", (draw: FrameRequestCallback) => setTimeout(draw));
    Element.prototype.scrollIntoView = shown as never;
    show({ current: "Cho" });
    await vi.waitFor(() => expect(shown).toHaveBeenCalledTimes(2));
    const row = link("Cho").closest("tr");
    expect(shown.mock.contexts).toEqual([row, row]);
    expect(shown).toHaveBeenCalledWith({ block: "nearest" });
    Reflect.deleteProperty(Element.prototype, "scrollIntoView");
    vi.unstubAllGlobals();
  });

  test("what is kept in the browser may be anything", () => {
    localStorage.setItem("engawa.table.people", '{"columns": 7, "density": []}');
    expect(createTableMemory("people").isShown("name", true)).toBe(true);
    localStorage.setItem("engawa.table.people", "{");
    expect(createTableMemory("people").density()).toBe("normal");
  });
});
