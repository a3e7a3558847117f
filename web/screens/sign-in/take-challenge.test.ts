import { expect, test } from "vitest";
import { takeChallenge } from "./take-challenge.ts";

test("the ticket of a provider's sign-in is taken out of the address", () => {
  history.replaceState(
    null,
    "",
    "/sign-in?return=%2Fp%2F1#ticket=abc&methods=totp%2Crecovery_code&expires_at=2026-01-01T00%3A00%3A00.000Z",
  );
  expect(takeChallenge()).toEqual({
    ticket: "abc",
    methods: ["totp", "recovery_code"],
    expires_at: "2026-01-01T00:00:00.000Z",
  });
  expect(location.href).toMatch(/\/sign-in\?return=%2Fp%2F1$/);
});

test("any other fragment is none", () => {
  for (const fragment of ["", "#main", "#ticket=a&methods=sms&expires_at=x"]) {
    history.replaceState(null, "", `/sign-in${fragment}`);
    expect(takeChallenge()).toBeNull();
  }
});
