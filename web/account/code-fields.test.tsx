import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "../client/error.ts";
import { setLanguage } from "../i18n/language.ts";
import { EnrolTotp } from "./EnrolTotp.tsx";
import { ProofForm, type Proof } from "./ProofForm.tsx";

beforeEach(() => setLanguage("en"));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const type = (label: RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

const ask = (onProof: (proof: Proof) => Promise<void> = async () => {}) => {
  const sent = vi.fn<(proof: Proof) => Promise<void>>(onProof);
  render(() => <ProofForm methods={["totp", "recovery_code"]} onProof={sent} />);
  return sent;
};

test("a code typed in full width, with spaces or hyphens, is sent as its six digits", () => {
  const sent = ask();
  type(/Six-digit/, "１２３　４５－６");
  press("Confirm");
  expect(sent).toHaveBeenCalledWith({ method: "totp", code: "123456" });
});

test("too few digits are said in the page's own words, until one types on", () => {
  const sent = ask();
  type(/Six-digit/, "１２３");
  press("Confirm");
  expect(sent).not.toHaveBeenCalled();
  expect(screen.getByText("Enter all six digits.")).toBeTruthy();
  type(/Six-digit/, "１２３４");
  expect(screen.queryByText("Enter all six digits.")).toBeNull();
});

test("that a code was wrong goes when the next is typed", async () => {
  ask(async () => {
    throw new ApiError(401, { code: "AUTH_008" });
  });
  type(/Six-digit/, "000000");
  press("Confirm");
  await screen.findByRole("alert");
  type(/Six-digit/, "1");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a recovery code is sent in half width, and all of it is asked for", () => {
  const sent = ask();
  press("Use a recovery code");
  type(/Recovery code/, "ａｂｃｄ");
  press("Confirm");
  expect(sent).not.toHaveBeenCalled();
  expect(screen.getByText(/all 16 characters/)).toBeTruthy();
  type(/Recovery code/, "ａｂｃｄ－0123 4567-89AB");
  press("Confirm");
  expect(sent).toHaveBeenCalledWith({ method: "recovery_code", code: "abcd0123456789AB" });
});

test("setting up an authenticator takes full-width digits, too", async () => {
  const begun = { ticket: "t", uri: "otpauth://totp/x?secret=A", secret: "A" };
  const wrong = { error: { code: "AUTH_008" } };
  const server = vi
    .fn<(url: string, init: RequestInit) => Promise<Response>>()
    .mockResolvedValueOnce(Response.json(begun))
    .mockResolvedValueOnce(Response.json(wrong, { status: 401 }));
  vi.stubGlobal("fetch", server);
  render(() => <EnrolTotp asksPassword={false} onDone={() => {}} />);
  press("Next");
  await screen.findByLabelText("Six-digit code");
  type(/Six-digit/, "１２３");
  press("Turn on");
  expect(await screen.findByText("Enter all six digits.")).toBeTruthy();
  type(/Six-digit/, "１２３４５６");
  press("Turn on");
  expect(await screen.findByText(/That code isn't right/)).toBeTruthy();
  expect(server.mock.lastCall?.[1].body).toBe('{"ticket":"t","code":"123456"}');
  type(/Six-digit/, "1");
  expect(screen.queryByText(/That code isn't right/)).toBeNull();
});
