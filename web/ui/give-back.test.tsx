/** Who closes a dialog has the focus where they were, also where that has gone meanwhile. */
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { createSignal, For, Show } from "solid-js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language.ts";
// Loaded before a test waits for them.
import "./DialogFrame.tsx";
import "./MenuContent.tsx";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { Menu } from "./Menu.tsx";

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  // Nothing of this test is watched in the next.
  fireEvent.pointerDown(document.body);
});

const focused = () => document.activeElement?.getAttribute("aria-label");

/** Rows with a menu each, whose only entry asks before it takes the row away. */
function List(props: { anew?: boolean; late?: boolean }) {
  const [names, setNames] = createSignal(["A", "B", "C"].map((name) => ({ name })));
  const [asked, setAsked] = createSignal<string | null>(null);
  const [away, setAway] = createSignal(false);
  const without = (name: string | null) => {
    setNames((all) =>
      all
        .filter((one) => one.name !== name)
        .map((one) => (props.anew === true ? { name: one.name } : one)),
    );
    setAway(false);
  };
  const take = () => {
    const name = asked();
    if (props.late !== true) return without(name);
    // As a list that shows it is waiting, after the dialog has gone.
    setTimeout(() => setAway(true), 20);
    setTimeout(() => without(name), 60);
  };
  return (
    <main>
      <button aria-label="around">+</button>
      <ul>
        <Show when={!away()}>
          <For each={names()}>
            {({ name }) => (
              <li>
                <a aria-label={`link of ${name}`} href="/x">
                  {name}
                </a>
                <Menu
                  label={`menu of ${name}`}
                  tabIndex={-1}
                  entries={[{ label: "Delete", run: () => setAsked(name) }]}
                >
                  …
                </Menu>
              </li>
            )}
          </For>
        </Show>
      </ul>
      <ConfirmDialog
        open={asked() !== null}
        onClose={() => setAsked(null)}
        title="Delete?"
        description="It goes."
        action="Yes"
        onConfirm={take}
      />
    </main>
  );
}

async function choose(name: string): Promise<void> {
  const button = screen.getByLabelText(`menu of ${name}`);
  button.focus();
  fireEvent.click(button);
  const entry = await screen.findByRole("menuitem", { name: "Delete" });
  // What the browser does with a key nobody prevented is pressing what has the focus then.
  const pressed = fireEvent.keyDown(entry, { key: "Enter" });
  expect(pressed).toBe(false);
  await screen.findByRole("dialog", { name: "Delete?" });
  await vi.waitFor(() => expect(screen.queryByRole("menuitem")).toBeNull());
}

const isClosed = () => vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());

test("a dialog from a menu has the focus each time, and gives it to the menu's button", async () => {
  render(() => <List />);
  for (let time = 0; time < 3; time++) {
    await choose("B");
    const dialog = screen.getByRole("dialog");
    await vi.waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
    fireEvent.keyDown(dialog, { key: "Escape" });
    await isClosed();
    await vi.waitFor(() => expect(focused()).toBe("menu of B"));
  }
});

test.each([
  ["goes", {}],
  ["is drawn anew without it", { anew: true }],
  ["is drawn anew after a wait", { anew: true, late: true }],
])("where its row %s, the one that moves up has it", async (_how, props) => {
  render(() => <List {...props} />);
  await choose("B");
  fireEvent.click(screen.getByText("Yes"));
  await isClosed();
  await vi.waitFor(() => expect(screen.queryByLabelText("menu of B")).toBeNull());
  await vi.waitFor(() => expect(focused()).toBe("menu of C"));
});

test("of a list that is empty now, what is around has it", async () => {
  render(() => <List />);
  for (const name of ["A", "B", "C"]) {
    await choose(name);
    fireEvent.click(screen.getByText("Yes"));
    await isClosed();
  }
  await vi.waitFor(() => expect(focused()).toBe("around"), 3000);
});

test("who presses somewhere else meanwhile keeps what they pressed", async () => {
  render(() => <List anew late />);
  await choose("B");
  fireEvent.click(screen.getByText("Yes"));
  await isClosed();
  const around = screen.getByLabelText("around");
  fireEvent.pointerDown(around);
  around.focus();
  await vi.waitFor(() => expect(screen.queryByLabelText("menu of B")).toBeNull());
  expect(focused()).toBe("around");
});

test("who goes on to another row by the keyboard has the focus there, not where it was given back", async () => {
  render(() => <List />);
  for (const name of ["C", "B", "A"]) {
    await choose(name);
    fireEvent.keyDown(screen.getByRole("dialog"), { key: "Escape" });
    await isClosed();
    await vi.waitFor(() => expect(focused()).toBe(`menu of ${name}`));
  }
});
