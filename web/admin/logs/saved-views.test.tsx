import { createMemoryHistory, MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../../i18n/language.ts";
import { toasts } from "../../ui/toast.ts";
import { SavedViews } from "./SavedViews.tsx";

const view = {
  id: "11111111-1111-4111-8111-111111111111",
  page: "audit",
  name: "Failures",
  query: "q=a",
  created_at: "2026-03-01T00:00:00.000Z",
};
const { page, name, query } = view;
const told = (text: string) => toasts().find((toast) => toast.text === text);

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** The menu of views over a list narrowed to `search`; what is written is in `sent`. */
async function open(search: string, item: string) {
  const sent: unknown[] = [];
  vi.stubGlobal("fetch", async (_url: string, { method, body }: RequestInit) => {
    if (method === "GET") return Response.json({ items: [view] });
    const json: unknown = method === "PUT" ? JSON.parse(String(body)) : method;
    sent.push(json);
    return method === "PUT"
      ? Response.json({ ...view, ...(json as object) })
      : new Response(null, { status: 204 });
  });
  const history = createMemoryHistory();
  history.set({ value: `/admin/audit?${search}` });
  render(() => (
    <MemoryRouter history={history}>
      <Route path="*" component={() => <SavedViews page="audit" />} />
    </MemoryRouter>
  ));
  const menu = screen.getByRole("button");
  const entry = () => screen.queryByRole("menuitem", { name: item });
  await waitFor(() => {
    if (screen.queryByRole("menu") === null) fireEvent.click(menu);
    expect(entry()).not.toBeNull();
  });
  fireEvent.keyDown(entry() as HTMLElement, { key: "Enter" });
  return sent;
}

test("a saved view that was deleted comes back at a press", async () => {
  const sent = await open(query, "Delete “Failures”");
  await waitFor(() => expect(sent).toEqual(["DELETE"]));
  const done = () => told("“Failures” deleted");
  await waitFor(() => expect(done()?.action?.label).toBe("Undo"));
  done()?.action?.run();
  await waitFor(() => expect(sent).toEqual(["DELETE", { page, name, query }]));
});

test("a view saved under a name there is says what it replaced, and gives it back at a press", async () => {
  const sent = await open("q=b", "Save filters…");
  const field = await screen.findByLabelText("View name");
  fireEvent.input(field, { target: { value: name } });
  fireEvent.submit(field);
  const done = () => told("“Failures” replaced the view of that name");
  await waitFor(() => expect(done()?.action?.label).toBe("Undo"));
  done()?.action?.run();
  await waitFor(() =>
    expect(sent).toEqual([
      { page, name, query: "q=b" },
      { page, name, query },
    ]),
  );
});
