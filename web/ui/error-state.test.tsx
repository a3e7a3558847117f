import { cleanup, render, screen, within } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";
import { ApiError } from "../client/error.ts";
import { setLanguage } from "../i18n/language.ts";
import { ErrorState } from "./ErrorState.tsx";

afterEach(cleanup);

const issues = [
  { path: "query.start_date", message: "not after the end, nor after today" },
  { path: "query.start_date", message: "something else" },
  { path: "param.id", message: "not a UUID" },
  { path: "json.prompt_over", message: 'Invalid type: Expected number but received "x"' },
];
const refused = async () => {
  const error = new ApiError(400, { code: "REQUEST_001", issues });
  render(() => <ErrorState error={error} />);
  const alert = screen.getByRole("alert");
  const items = await within(alert).findAllByRole("listitem");
  return items.map((item) => item.textContent);
};

test("input that is refused names each field and the reason", async () => {
  setLanguage("en");
  expect(await refused()).toEqual([
    "From: after the end, or in the future",
    "ID: not an ID",
    "prompt_over: not a valid value",
  ]);
});

test("in Japanese as well", async () => {
  setLanguage("ja");
  expect(await refused()).toEqual([
    "開始: 終了日より後、または未来の日付です",
    "ID: ID の形式が正しくありません",
    "prompt_over: 値が正しくありません",
  ]);
});
