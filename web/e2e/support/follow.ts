import type { Page } from "playwright-core";

/**
 * Goes to another address of the site as a link does, without loading the page anew, and waits for what
 * stands there: one that was not there before.
 */
export async function follow(page: Page, path: string, sign: string): Promise<void> {
  await page.evaluate(
    ([to, selector]) => {
      for (const one of document.querySelectorAll("[data-before]"))
        one.removeAttribute("data-before");
      for (const one of document.querySelectorAll(selector)) one.setAttribute("data-before", "");
      history.pushState(null, "", to);
      dispatchEvent(new PopStateEvent("popstate"));
    },
    [path, sign] as const,
  );
  await page.locator(`:is(${sign}):not([data-before])`).first().waitFor();
}
