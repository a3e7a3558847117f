/** What a person does in the workbench, in either language. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

export const composer = (page: Page): Locator => page.locator("[data-composer]");
export const transcript = (page: Page): Locator => page.locator(".chat-scroll");
/** What waits for an answer, oldest first. */
export const approvals = (page: Page): Locator => page.locator("[data-approval]");
export const treeItem = (page: Page, path: string): Locator =>
  page.locator(`[role=treeitem][data-path="${path}"]`);
export const editorText = (page: Page): Locator => page.locator(".cm-editor .cm-content");
export const saveIndicator = (page: Page, state: "saved" | "saving" | "failed"): Locator =>
  page.locator(`[data-save=${state}]`);
export const runBar = (page: Page): Locator =>
  page.getByRole("button", { name: /^(?:中断|Stop)$/ });

export async function send(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

/** Until the transcript says it. */
export const says = (page: Page, text: string | RegExp): Promise<void> =>
  transcript(page).getByText(text).last().waitFor();

/** Until no turn runs; of use once the transcript shows that one has begun. */
export const rests = (page: Page): Promise<void> => runBar(page).waitFor({ state: "hidden" });

/** The first card that waits and is about this, whatever is done to it afterwards. */
export async function approvalOf(page: Page, about: string | RegExp): Promise<Locator> {
  const card = approvals(page).filter({ hasText: about }).first();
  return page.locator(`[data-approval="${await card.getAttribute("data-approval")}"]`);
}

/** What the person is asked can be answered without looking for it: nothing was scrolled or clicked yet. */
export const isInView = (card: Locator): Promise<void> =>
  expect
    .poll(() =>
      card.locator("[data-answer=allow]").evaluate((button) => {
        const view = button.closest(".chat-scroll")?.getBoundingClientRect();
        const { top, bottom } = button.getBoundingClientRect();
        return view !== undefined && top >= view.top && bottom <= view.bottom;
      }),
    )
    .toBe(true);

/** Presses an answer of the card that is about this, and waits until it is taken. */
export async function answer(
  page: Page,
  about: string | RegExp,
  choice: "allow" | "allow_session" | "allow_project" | "deny",
): Promise<void> {
  const card = await approvalOf(page, about);
  await card.locator(`[data-answer=${choice}]`).click();
  await card.waitFor({ state: "detached" });
}

export async function openFile(page: Page, path: string): Promise<void> {
  await treeItem(page, path).click();
  await page.locator(`[role=tab][data-tab="${path}"][aria-selected=true]`).waitFor();
  await editorText(page).waitFor();
}

/** Writes at the end of the open file. */
export async function typeAtEnd(page: Page, text: string): Promise<void> {
  await editorText(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(text);
}

export const shows = (page: Page, text: string | RegExp): Promise<void> =>
  expect.poll(() => editorText(page).innerText()).toMatch(text);

/** Picks an entry of the menu that the right button opens on a file or folder. */
export async function pickInTree(page: Page, path: string, entry: string): Promise<void> {
  await treeItem(page, path).click({ button: "right" });
  // A key that does the same stands behind the words.
  await page.getByRole("menuitem", { name: new RegExp(`^${entry}(?: (?:Del|F2))?$`) }).click();
}

export interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export const upload = (name: string, body: string | Uint8Array): Upload => ({
  name,
  mimeType: typeof body === "string" ? "text/plain" : "application/gzip",
  buffer: Buffer.from(body as Uint8Array),
});

/** Answers the browser's file chooser that a click opens. */
export async function chooseFiles(
  page: Page,
  click: () => Promise<void>,
  files: Upload[],
): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), click()]);
  await chooser.setFiles(files);
}

/** Drops files from the desktop on an element. */
export async function dropFiles(target: Locator, files: Upload[]): Promise<void> {
  const plain = files.map(({ name, mimeType, buffer }) => ({
    name,
    mimeType,
    base64: buffer.toString("base64"),
  }));
  const transfer = await target.page().evaluateHandle((all) => {
    const data = new DataTransfer();
    for (const { name, mimeType, base64 } of all) {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      data.items.add(new File([bytes], name, { type: mimeType }));
    }
    return data;
  }, plain);
  await target.dispatchEvent("dragenter", { dataTransfer: transfer });
  await target.dispatchEvent("drop", { dataTransfer: transfer });
}
