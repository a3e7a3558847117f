import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EnrolTotp } from "../../account/EnrolTotp.tsx";
import { setLanguage } from "../../i18n/language.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { CreateKeyDialog } from "./CreateKeyDialog.tsx";

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const answers = (...bodies: readonly object[]) => {
  const left = [...bodies];
  const server = vi.fn<(url: string, init: RequestInit) => Promise<Response>>(async () => {
    const { error } = (left[0] ?? {}) as { error?: object };
    return Response.json(left.shift(), { status: error === undefined ? 200 : 403 });
  });
  vi.stubGlobal("fetch", server);
  return server;
};
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const escape = () =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key: "Escape", code: "Escape" });
const submit = (name: string) =>
  fireEvent.submit(screen.getByRole("button", { name }).closest("form")!);

const begun = { ticket: "t", uri: "otpauth://totp/x?secret=A", secret: "A" };

const enrol = async (...rest: readonly object[]) => {
  const server = answers(begun, ...rest);
  const onClose = vi.fn<() => void>();
  render(() => (
    <Dialog open onClose={onClose} title="Authenticator app">
      <EnrolTotp asksPassword={false} onDone={onClose} />
    </Dialog>
  ));
  await screen.findByRole("button", { name: "Next" });
  submit("Next");
  const field = await screen.findByLabelText<HTMLInputElement>("Six-digit code");
  const type = (value: string) => fireEvent.input(field, { target: { value } });
  return { server, onClose, type };
};

/** The focus is inside, Escape asks, going back keeps what is shown, saying it is kept lets go. */
const asksFirst = async (onClose: () => void, back: string, kept: RegExp) => {
  const dialog = screen.getByRole("dialog");
  await vi.waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
  expect(document.activeElement).not.toBe(document.body);
  escape();
  expect((await screen.findByRole("alert")).textContent).toContain("haven't said");
  expect(onClose).not.toHaveBeenCalled();
  press(back);
  expect(screen.queryByRole("alert")).toBeNull();
  fireEvent.click(screen.getByLabelText(kept));
  escape();
  expect(onClose).toHaveBeenCalledTimes(1);
};

test("recovery codes take the focus, and are not closed over before somebody says they are kept", async () => {
  const { onClose, type } = await enrol({ recovery_codes: ["aaaa-bbbb"] });
  type("123456");
  submit("Turn on");
  const title = await screen.findByText("Save your recovery codes");
  await vi.waitFor(() => expect(document.activeElement).toBe(title));
  await asksFirst(onClose, "Back to the codes", /saved them/);
});

test("codes that are not wanted may be left all the same", async () => {
  const { onClose, type } = await enrol({ recovery_codes: ["aaaa-bbbb"] });
  type("123456");
  submit("Turn on");
  await screen.findByText("Save your recovery codes");
  press("Close");
  await screen.findByRole("alert");
  press("Close without saving");
  expect(onClose).toHaveBeenCalledTimes(1);
});

test("the only showing of an API key is not closed over, either", async () => {
  answers({ id: "k", api_key: "sk_live_abc" });
  const onClose = vi.fn<() => void>();
  render(() => <CreateKeyDialog maxDays={90} onClose={onClose} onCreated={() => {}} />);
  fireEvent.input(await screen.findByLabelText(/Name/), { target: { value: "CI" } });
  submit("Create key");
  await screen.findByText(/shown only once/);
  await asksFirst(onClose, "Back to the key", /saved it/);
});
