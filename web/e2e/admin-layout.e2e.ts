/** Tables of the console have room for their columns, and paper has neither menu nor buttons. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { type Client, signIn } from "./support/client.ts";
import { openStage, type Stage } from "./support/stage.ts";

let stage: Stage;
let admin: Client;

beforeAll(async () => {
  stage = await openStage();
  admin = await signIn(stage.server.url, stage.server.admin);
  const alerts = [
    ["ERROR_RATE", { value: 5, unit: "percent", window_minutes: 60 }],
    ["WS_FAILURE_RATE", { value: 10, unit: "percent", window_minutes: 60 }],
    ["LATENCY_P95", { value: 5000, unit: "milliseconds", window_minutes: 60 }],
  ] as const;
  for (const [condition_type, threshold] of alerts) {
    await admin.json("POST", "/admin/alerts", {
      name: `Watch of ${condition_type}`,
      condition_type,
      threshold,
      comparison_operator: "GT",
      pending_minutes: 10,
      notification_channels: [],
    });
  }
});

afterAll(() => stage?.close());

/** Whether the box by which a list is sorted is as wide as its words. */
async function isSortWhole(page: Page, name: string): Promise<boolean> {
  const box = page.getByRole("combobox", { name, exact: true }).filter({ visible: true });
  return box.evaluate((one) => {
    const copy = one.cloneNode(true) as HTMLElement;
    copy.style.cssText = "position: absolute; width: max-content; max-width: none";
    one.parentElement?.append(copy);
    const wanted = copy.offsetWidth;
    copy.remove();
    return (one as HTMLElement).offsetWidth >= wanted;
  });
}

const settled = (page: Page) => page.locator("tbody tr").first().waitFor();

test.each([
  ["en", 1440],
  ["ja", 1440],
  ["en", 1280],
  ["ja", 1280],
] as const)(
  "the columns of the alerts fit, or say that there are more (%s, %d)",
  async (language, width) => {
    const window = [width, 900] as const;
    const path = "/admin/notifications?tab=alerts";
    const page = await stage.open(path, { as: admin, language, window });
    await settled(page);
    const region = page.locator("[role=region]:has(table)");
    const room = await region.evaluate((one) => one.clientWidth - one.scrollWidth);
    if (width === 1440) expect(room).toBe(0);
    else
      expect([room, await region.getAttribute("data-more")]).toEqual([room, room < 0 ? "" : null]);
    await page.context().close();
  },
);

test("in the dark, too, a line is seen where a table is cut", async () => {
  const path = "/admin/notifications?tab=alerts";
  const page = await stage.open(path, { as: admin, language: "en", window: [1100, 900] });
  await settled(page);
  await page.evaluate("document.documentElement.dataset.theme = 'dark'");
  const region = page.locator("[role=region]:has(table)");
  await expect.poll(() => region.getAttribute("data-more")).toBe("");
  const shadowOf = (name: string) =>
    region
      .locator(name)
      .last()
      .evaluate((cell) => getComputedStyle(cell).boxShadow);
  // The colour of an edge: three to one on its ground.
  const line = /rgb\(125, 119, 107\) -1px 0px 0px 0px/;
  for (const name of ["thead th", "tbody td"]) expect(await shadowOf(name)).toMatch(line);
  await page.context().close();
});

test.each([
  ["activity", 768],
  ["activity", 1000],
  ["audit", 768],
] as const)("a table without a menu fades where it is cut (%s, %d)", async (path, width) => {
  const window = [width, 900] as const;
  const page = await stage.open(`/admin/${path}`, { as: admin, language: "en", window });
  await settled(page);
  const region = page.locator("[role=region]:has(table)");
  await expect.poll(() => region.getAttribute("data-more")).toBe("");
  const mask = () => region.evaluate((one) => getComputedStyle(one).maskImage);
  expect(await mask()).toContain("linear-gradient");
  await region.evaluate((one) => one.scrollTo(one.scrollWidth, 0));
  await expect.poll(mask).not.toContain("linear-gradient");
  await page.context().close();
});

test("on a phone no badge is wider than its card", async () => {
  const phone = { window: [390, 844] as const, phone: true };
  const page = await stage.open("/admin/notifications?tab=alerts", {
    as: admin,
    language: "en",
    ...phone,
  });
  await settled(page);
  const cut = await page
    .locator("tbody td")
    .evaluateAll((cells) =>
      cells.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent),
    );
  expect(cut).toEqual([]);
  await page.context().close();
});

test("on paper no page has the menu or a button, and all of it is there", async () => {
  const page = await stage.open("/admin/roles", { as: admin, language: "en" });
  const heads = { roles: "Limits by role", "statistics?tab=report": "Statistics", users: "Users" };
  for (const [path, head] of Object.entries(heads)) {
    await page.emulateMedia({ media: "screen" });
    await page.goto(`${stage.server.url}/admin/${path}`);
    await page.getByRole("heading", { name: head, exact: true }).first().waitFor();
    await page.emulateMedia({ media: "print" });
    const shown = page.locator("nav, header a, button:not(th *)").filter({ visible: true });
    expect(await shown.count(), path).toBe(0);
    const isWhole = await page
      .locator("#main")
      .evaluate((main) => main.scrollHeight <= main.clientHeight + 1);
    expect(isWhole, path).toBe(true);
  }
  await page.context().close();
});

test("the words by which projects are sorted are whole, beside the other filters", async () => {
  await admin.json("POST", "/projects", { name: "Layout" });
  const wide = { as: admin, language: "en", window: [1440, 900] } as const;
  const page = await stage.open("/admin/projects", wide);
  await settled(page);
  expect(await isSortWhole(page, "Sort by")).toBe(true);
  const tops = await page
    .getByRole("group", { name: "Filters" })
    .evaluate((group) => [...group.children].map((one) => one.getBoundingClientRect().top));
  expect(new Set(tops).size).toBe(1);
  await page.context().close();
  const small = { as: admin, language: "ja", window: [390, 844], phone: true } as const;
  const phone = await stage.open("/admin/projects", small);
  await settled(phone);
  expect(await isSortWhole(phone, "並べ替え")).toBe(true);
  await phone.context().close();
});

test("a list on paper says what it is of: its filters, and how many rows of how many", async () => {
  const path = "/admin/projects?status=active&inactive_days=30&search=nothing-is-called-so";
  const page = await stage.open(path, { as: admin, language: "en" });
  await page.getByRole("group", { name: "Filters" }).waitFor();
  await page.emulateMedia({ media: "print" });
  const said = page.locator("p.print-only-this").filter({ visible: true });
  await expect
    .poll(() => said.textContent())
    .toMatch(/nothing-is-called-so · Status: Active · .*30/);
  await page.emulateMedia({ media: "screen" });
  await page.goto(`${stage.server.url}/admin/users?role=admin`);
  await settled(page);
  await page.emulateMedia({ media: "print" });
  await expect.poll(() => said.textContent()).toMatch(/^Role: Administrator · .*1–\d+ of \d+$/);
  await page.context().close();
});
