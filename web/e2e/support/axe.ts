import { readFile } from "node:fs/promises";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { fromRoot } from "#scripts/setup/paths";

const source = await readFile(fromRoot("node_modules/axe-core/axe.min.js"), "utf8");

/** A page that is not drawn yet is none to judge, nor is a colour on its way to another one. */
const still = `document.querySelector("main") !== null &&
  !document.querySelector("button[aria-busy=true]") &&
  document.getAnimations().every((one) => one.playState !== "running")`;

/** What axe finds wrong with the page as it stands: rule, element, reason. */
export async function violations(page: Page): Promise<string[]> {
  await expect.poll(() => page.evaluate(still)).toBe(true);
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(source);
  const found = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] })",
  )) as AxeResults;
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
  );
}

/** How far the page, or what scrolls in its place, can be pushed sideways. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() =>
    Math.max(
      ...[document.documentElement, ...document.querySelectorAll("main")].map(
        (one) => one.scrollWidth - one.clientWidth,
      ),
    ),
  );
