import { MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { createSignal } from "solid-js";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ProjectSummary } from "#contract/admin-project";
// Loaded before a test waits for it.
import "../../ui/DialogFrame.tsx";
import { setLanguage } from "../../i18n/language.ts";
import { readQuery } from "../parts/url-query.ts";
import { projectColumns } from "./columns.tsx";
import { ProjectActionDialog } from "./ProjectActionDialog.tsx";
import { ProjectFilters } from "./ProjectFilters.tsx";
import { type ProjectsQuery, projectsQuery } from "./query.ts";

const now = "2026-03-01T00:00:00.000Z";
const project: ProjectSummary = {
  id: "11111111-1111-4111-8111-111111111111",
  name: "Ledger",
  owner: { id: "22222222-2222-4222-8222-222222222222", name: "Hana", role: "user" },
  status: "active",
  member_count: 1,
  session_count: 0,
  storage_used_bytes: 0,
  storage_used_display: "0 B",
  file_count: 0,
  last_activity_at: now,
  created_at: now,
  deleted_at: null,
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  setLanguage("en");
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("the filters of the list of projects (A-160)", () => {
  const open = (search: string) => {
    const address = new URLSearchParams(search);
    const [values, setValues] = createSignal<ProjectsQuery>(
      readQuery(projectsQuery, (key) => address.get(key) ?? undefined),
    );
    const [unread, setUnread] = createSignal(address.get("unread") ?? undefined);
    const set = vi.fn<(patch: Partial<ProjectsQuery>) => void>((patch) => {
      if ("inactive_days" in patch) setUnread(undefined);
      setValues({ ...values(), ...patch });
    });
    render(() => (
      <MemoryRouter>
        <Route
          path="*"
          component={() => (
            <ProjectFilters query={{ values, set, unread }} columns={projectColumns(() => 0)} />
          )}
        />
      </MemoryRouter>
    ));
    const days = screen.getByRole<HTMLInputElement>("spinbutton", { name: "Inactive" });
    const type = (value: string) => {
      fireEvent.input(days, { target: { value } });
      vi.advanceTimersByTime(250);
    };
    return { values, set, days, type };
  };

  test("any number of inactive days in the address is shown as it is", () => {
    expect(open("inactive_days=45").days.value).toBe("45");
  });

  test.each(["5000", "0", "abc"])("%s in the address is named as no filter", (text) => {
    const { set, type } = open(`unread=${text}`);
    expect(screen.getByRole("alert").textContent).toContain(`“${text}” can't be used`);
    expect(set).not.toHaveBeenCalled();
    type("45");
    expect(set.mock.calls).toEqual([[{ inactive_days: 45 }, { replace: false }]]);
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("what is no filter can be cleared like one", () => {
    const { set } = open("unread=5000");
    fireEvent.click(screen.getByRole("button", { name: "Clear all filters" }));
    expect(set).toHaveBeenCalledWith(expect.objectContaining({ inactive_days: undefined }));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("a number is asked for when the typing rests, and no longer when it is emptied", () => {
    const { set, days, type } = open("");
    fireEvent.input(days, { target: { value: "4" } });
    expect(set).not.toHaveBeenCalled();
    type("45");
    expect(set.mock.calls).toEqual([[{ inactive_days: 45 }, { replace: false }]]);
    type("");
    expect(set).toHaveBeenLastCalledWith({ inactive_days: undefined }, { replace: true });
  });

  test("what is no number of days says so and changes nothing", () => {
    const { set, days, type } = open("inactive_days=45");
    for (const wrong of ["0", "3651", "1.5", "-3"]) {
      type(wrong);
      expect(days.getAttribute("aria-invalid")).toBe("true");
      expect(screen.getByRole("alert").textContent).toBe("Enter a whole number from 1 to 3,650");
    }
    expect(set).not.toHaveBeenCalled();
  });

  test("the order of the list is one of them (5.4)", () => {
    const { set } = open("sort_by=storage&sort_order=asc");
    const sort = screen.getByRole<HTMLSelectElement>("combobox", { name: "Sort by" });
    expect(sort.value).toBe("storage asc");
    fireEvent.change(sort, { target: { value: "created_at desc" } });
    expect(set).toHaveBeenCalledWith({ sort_by: "created_at", sort_order: "desc" });
  });

  test("a number that was cleared comes back with the step it was", () => {
    const { values, set, days, type } = open("");
    type("45");
    set({ inactive_days: undefined });
    expect(days.value).toBe("");
    set({ inactive_days: 45 });
    expect([values().inactive_days, days.value]).toEqual([45, "45"]);
  });
});

test.each([
  [1, "Hana can no longer open it,"],
  [2, "Hana and 1 other member can no longer open it,"],
  [4, "Hana and 3 other members can no longer open it,"],
])(
  "a project of %d people goes to the bin: its owner is not counted twice",
  async (members, text) => {
    vi.useRealTimers();
    render(() => (
      <ProjectActionDialog
        asked={{ action: "delete", project: { ...project, member_count: members } }}
        onClose={() => {}}
        onDone={async () => {}}
      />
    ));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain(text);
  },
);
