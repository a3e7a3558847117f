import { render, screen } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setLanguage } from "../i18n/language.ts";
import { NewPasswordField } from "./NewPasswordField.tsx";

beforeEach(() => setLanguage("en"));
afterEach(() => setLanguage("ja"));

test("the bar speaks of the form alone: a common password may still be refused", () => {
  const { container } = render(() => (
    <NewPasswordField value="Password1234!" onInput={() => undefined} />
  ));
  expect(screen.getByRole("status").textContent).toBe("Form: Form is fine");
  expect(container.querySelector("[aria-hidden] .bg-good")).toBeNull();
  expect(screen.getByText(/Common passwords.*checked when you save/)).toBeTruthy();
});
