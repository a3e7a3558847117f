import { createMemoryHistory, MemoryRouter, Route } from "@solidjs/router";
import { cleanup, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setLanguage } from "../../i18n/language.ts";
import { ResourceCell, Who } from "./cells.tsx";

const id = "4bf52feb-1111-4222-8333-444455556666";

beforeEach(() => setLanguage("en"));
afterEach(cleanup);

const show = async (type: string, of: string | null, name?: string | null) => {
  const row = { resource_type: type, resource_id: of, resource_name: name ?? null };
  const { container } = render(() => (
    <MemoryRouter history={createMemoryHistory()}>
      <Route path="*" component={() => <ResourceCell row={row} />} />
    </MemoryRouter>
  ));
  await screen.findAllByText(/\S/);
  return container.textContent;
};

test.each([
  ["PROJECT", id, "webapp", "Projectwebapp4bf52feb"],
  ["SESSION", `sess_${id}`, null, "Sessionsess_4bf52feb"],
  ["USER", id, "hana@example.com", "Userhana@example.com4bf52feb"],
  ["SYSTEM_SETTING", "MAINTENANCE.mode", "mode", "SettingMAINTENANCE.mode"],
  ["MODEL_PRICE", "gpt-oss-120b", null, "Pricegpt-oss-120b"],
  ["AUDIT_LOG", null, null, "Audit log"],
])("%s %s %s: named, and only what is no name is cut", async (type, of, name, shown) => {
  expect(await show(type, of, name)).toBe(shown);
});

test("a file is named by its path, and the id is its project's", async () => {
  expect(await show("FILE", id, "src/a.txt")).toBe("Filesrc/a.txtProject 4bf52feb");
  const link = screen.getByRole("link", { name: "Project 4bf52feb" });
  expect(link.getAttribute("href")).toBe(`/admin/projects/${id}`);
});

test.each([
  ["Hal", "Bea", "HHalimpersonated by Bea"],
  ["Hal", "", "HHalimpersonated by Deleted user"],
  ["", "Bea", "Deleted userimpersonated by Bea"],
])(
  "what was done as somebody says by whom, whoever of the two is gone: %s, %s",
  (of, by, shown) => {
    const row = { user_id: id, user_name: of, impersonator_id: id, impersonator_name: by };
    const { container } = render(() => <Who row={row} nobody="System" />);
    expect(container.textContent).toBe(shown);
  },
);
