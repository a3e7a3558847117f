import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { createSignal, Show } from "solid-js";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError } from "../../client/error.ts";
import { setLanguage } from "../../i18n/language.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { ConfirmAction, type ConfirmActionProps } from "./ConfirmAction.tsx";
import { SearchField } from "./SearchField.tsx";
import { SidePanel } from "./SidePanel.tsx";

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("a question before something dangerous", () => {
  const ask = async (over: Partial<ConfirmActionProps> = {}) => {
    const onConfirm = vi.fn<ConfirmActionProps["onConfirm"]>(async () => {});
    const onClose = vi.fn<() => void>();
    render(() => (
      <ConfirmAction
        onClose={onClose}
        title="Delete Hana?"
        text="The account of hana@example.com closes at once."
        undo="within 14 days"
        action="Delete"
        danger
        onConfirm={onConfirm}
        {...over}
      />
    ));
    const dialog = await screen.findByRole("dialog", { name: "Delete Hana?" });
    const button = () => screen.getByRole<HTMLButtonElement>("button", { name: "Delete" });
    return { dialog, button, onConfirm: over.onConfirm ?? onConfirm, onClose };
  };
  const type = (label: RegExp, value: string) =>
    fireEvent.input(screen.getByLabelText(label), { target: { value } });

  test("says what it will do, how it is undone and that a proof will be asked for", async () => {
    const { dialog } = await ask({ stepUp: true });
    expect(dialog.textContent).toContain("hana@example.com");
    expect(dialog.textContent).toContain("To undo: within 14 days");
    expect(dialog.textContent).toContain("second factor");
  });

  test("a number may be typed in full-width digits", async () => {
    const { button } = await ask({ typed: "10" });
    type(/^Type/, "１");
    expect(button().disabled).toBe(true);
    type(/^Type/, "１０　");
    expect(button().disabled).toBe(false);
  });

  test("waits for the reason and for what is to be typed", async () => {
    const { button, onConfirm, onClose } = await ask({
      reason: "required",
      typed: "hana@example.com",
    });
    expect(button().disabled).toBe(true);
    type(/^Reason/, "  ");
    type(/^Type/, "hana@example.com");
    expect(button().disabled).toBe(true);
    type(/^Reason/, " asked for ");
    type(/^Type/, "Hana@example.com");
    expect(button().disabled).toBe(true);
    type(/^Type/, "hana@example.com");
    fireEvent.click(button());
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(onConfirm).toHaveBeenCalledWith("asked for");
  });

  test("stays with what went wrong", async () => {
    const { onClose, button } = await ask({
      onConfirm: () =>
        Promise.reject(new ApiError(409, { code: "USER_003", message: "Not for the last one" })),
    });
    fireEvent.click(button());
    expect((await screen.findByRole("alert")).textContent).toContain("Not for the last one");
    expect(onClose).not.toHaveBeenCalled();
  });
});

test("a long form that was typed into asks before Escape takes it away", async () => {
  const onClose = vi.fn<() => void>();
  render(() => (
    <Dialog open wide onClose={onClose} title="Write">
      <input aria-label="text" />
    </Dialog>
  ));
  const field = await screen.findByLabelText("text");
  const escape = () => fireEvent.keyDown(document.activeElement ?? field, { key: "Escape" });
  fireEvent.input(field, { target: { value: "much" } });
  escape();
  fireEvent.click(await screen.findByRole("button", { name: "Keep editing" }));
  expect(screen.queryByRole("alert")).toBeNull();
  escape();
  expect(onClose).not.toHaveBeenCalled();
  fireEvent.click(await screen.findByRole("button", { name: "Discard changes" }));
  expect(onClose).toHaveBeenCalledOnce();
});

describe("a side panel", () => {
  const open = () => {
    const [of, setOf] = createSignal("1");
    const [menu, setMenu] = createSignal(false);
    const onClose = vi.fn<() => void>();
    render(() => (
      <>
        <SidePanel of={of()} title={`Person ${of()}`} onClose={onClose}>
          <input aria-label="field" />
        </SidePanel>
        <Show when={menu()}>
          <div role="menu" />
        </Show>
      </>
    ));
    return { setOf, setMenu, onClose };
  };
  const heading = () => screen.getByRole("heading", { level: 2 });

  test("takes the focus to its heading, and again for another row", () => {
    const { setOf } = open();
    expect(document.activeElement).toBe(heading());
    screen.getByLabelText("field").focus();
    setOf("2");
    expect(document.activeElement).toBe(heading());
    expect(screen.getByRole("region", { name: "Person 2" })).toBeTruthy();
  });

  test("closes by Escape, but not while something above it does", () => {
    const { setMenu, onClose } = open();
    setMenu(true);
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(onClose).not.toHaveBeenCalled();
    setMenu(false);
    fireEvent.keyDown(document.body, { key: "Escape" });
    expect(onClose).toHaveBeenCalledOnce();
  });
});

describe("a search", () => {
  const open = () => {
    const [value, setValue] = createSignal("");
    const onSearch = vi.fn((text: string) => void setValue(text));
    render(() => <SearchField label="Find" value={value()} onSearch={onSearch} />);
    const field = () => screen.getByLabelText<HTMLInputElement>("Find");
    const type = (text: string) => fireEvent.input(field(), { target: { value: text } });
    return { setValue, onSearch, field, type };
  };

  test("is made when the typing rests; the first of a visit is a step to go back to", () => {
    vi.useFakeTimers();
    const { onSearch, field, type } = open();
    fireEvent.focus(field());
    type("h");
    type("ha");
    vi.advanceTimersByTime(300);
    type("han");
    vi.advanceTimersByTime(300);
    expect(onSearch.mock.calls).toEqual([
      ["ha", { replace: false }],
      ["han", { replace: true }],
    ]);
  });

  test("follows the address, and never writes over what is being typed", () => {
    vi.useFakeTimers();
    const { setValue, field, type } = open();
    setValue("from the address");
    expect(field().value).toBe("from the address");
    type("typing");
    setValue("late answer");
    expect(field().value).toBe("typing");
  });
});
