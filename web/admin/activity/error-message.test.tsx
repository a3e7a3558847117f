import { cleanup, render, screen } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";
import { errorText } from "#contract/errors";
import { setLanguage } from "../../i18n/language.ts";
import { ErrorMessage } from "./ErrorMessage.tsx";

afterEach(cleanup);

const english = errorText("PROJECT_001", "en").message;
const shown = (code: string | null, message: string | null) =>
  render(() => <ErrorMessage code={code} message={message} />).container;

test("a code of the registry is said in the reader's language, with what was answered then", async () => {
  setLanguage("ja");
  const found = shown("PROJECT_001", english);
  await screen.findByText(errorText("PROJECT_001", "ja").message);
  expect(found.textContent).toContain(english);
});

test("once where both are the same; alone where the code is none of the registry", async () => {
  setLanguage("en");
  expect(shown("PROJECT_001", english).textContent).toBe(english);
  expect(shown("ELSEWHERE_9", "socket hang up").textContent).toBe("socket hang up");
  expect(shown(null, null).textContent).toBe("–");
});
