import { createMemoryHistory, MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { EditableMaster } from "#contract/master";
import { t } from "../../i18n/admin-masters.ts";
import { setLanguage } from "../../i18n/language.ts";
import { toasts } from "../../ui/toast.ts";
import { MasterList } from "./MasterList.tsx";

beforeEach(() => {
  setLanguage("en");
  vi.stubGlobal("fetch", async () => Response.json({ items: [] }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const show = (kind: EditableMaster) => {
  const history = createMemoryHistory();
  render(() => (
    <MemoryRouter history={history}>
      <Route path="*" component={() => <MasterList kind={kind} />} />
    </MemoryRouter>
  ));
  return history;
};

test("without project templates it leads to the import, which is how they come", async () => {
  const history = show("project_templates");
  await screen.findByText(t("emptyImportText"));
  expect(screen.queryByRole("button", { name: t("add") })).toBeNull();
  fireEvent.click(screen.getByRole("button", { name: t("import") }));
  await vi.waitFor(() => expect(history.get()).toBe("/admin/masters?tab=import"));
});

test("without others it offers to add one", async () => {
  show("prompt_templates");
  await screen.findByText(t("emptyText"));
  fireEvent.click(screen.getAllByRole("button", { name: t("add") }).at(-1) as HTMLElement);
  await screen.findByRole("dialog");
});

test("a prompt that was deleted comes back as it was, at a press, where nobody made it anew", async () => {
  const prompt = {
    id: "11111111-1111-4111-8111-111111111111",
    name: "review",
    description: "Looks at a change",
    body: "Look at the change.",
    updated_at: "2026-03-01T00:00:00.000Z",
  };
  const sent: { method: string | undefined; tag: unknown; body: unknown }[] = [];
  vi.stubGlobal("fetch", async (_url: string, init: RequestInit) => {
    if (init.method === "GET") return Response.json({ items: [prompt] });
    const tag = (init.headers as Record<string, string>)["if-match"];
    sent.push({ method: init.method, tag, body: init.body && JSON.parse(String(init.body)) });
    return init.method === "PUT" ? Response.json(prompt) : new Response(null, { status: 204 });
  });
  show("prompt_templates");
  const actions = await screen.findByRole("button", { name: "Actions for review" });
  const remove = () => screen.queryByRole("menuitem", { name: t("delete") });
  await vi.waitFor(() => {
    if (screen.queryByRole("menu") === null) fireEvent.click(actions);
    expect(remove()).not.toBeNull();
  });
  fireEvent.keyDown(remove() as HTMLElement, { key: "Enter" });
  await screen.findByRole("dialog");
  fireEvent.click(screen.getByRole("button", { name: t("delete") }));
  const told = () => toasts().find(({ text }) => text === t("deleted"));
  await vi.waitFor(() => expect(told()?.action?.label).toBe("Undo"));
  told()?.action?.run();
  const { name, description, body } = prompt;
  await vi.waitFor(() =>
    expect(sent).toEqual([
      { method: "DELETE", tag: undefined, body: undefined },
      { method: "PUT", tag: '"0"', body: { name, description, body } },
    ]),
  );
});
