/** Who reads what is somebody else's sees when the leave is over, wherever it ended (C-14). */
import { MemoryRouter, Route } from "@solidjs/router";
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../../i18n/language.ts";
import { ContentPage } from "./ContentPage.tsx";

const file = { path: "secret.txt", type: "file", kind: "text", size: 8 };
let isOpen: boolean;
let ends: number;

const leave = () => ({
  id: "l1",
  resource_type: "PROJECT",
  resource_id: "p1",
  owner: { id: "u1", name: "Hana" },
  reason: "incident 42",
  created_at: new Date().toISOString(),
  expires_at: new Date(ends).toISOString(),
});
const refusal = { error: { code: "CONTENT_001", message: "", remedy: "" } };

const answer = async (input: RequestInfo | URL) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input, "http://localhost");
  const holds = isOpen && Date.now() < ends;
  if (pathname.endsWith("/content-access")) return Response.json({ items: holds ? [leave()] : [] });
  if (!holds) return Response.json(refusal, { status: 403 });
  return pathname.endsWith("/files")
    ? Response.json({ items: [file], total_size: 8 })
    : new Response("the plan");
};

beforeEach(() => {
  setLanguage("en");
  isOpen = true;
  ends = Date.now() + 30 * 60_000;
  vi.stubGlobal("fetch", answer);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const show = () =>
  render(() => (
    <MemoryRouter>
      <Route path="*" component={() => <ContentPage id="l1" />} />
    </MemoryRouter>
  ));
const over = () => screen.findByText(/^Your access has expired/);

test("when its time is over", async () => {
  ends = Date.now() + 800;
  show();
  await screen.findByText(/belongs to Hana/);
  await over();
  expect(screen.queryByText("secret.txt")).toBeNull();
});

test("at the next step, where it was ended elsewhere", async () => {
  show();
  const link = await screen.findByText("secret.txt");
  isOpen = false;
  fireEvent.click(link);
  await over();
});
