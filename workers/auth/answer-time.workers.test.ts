import { expect, test } from "vitest";
import { nobody, signIn, somewhere } from "../testing/guesses.ts";
import { atRealCost } from "../testing/password-cost.ts";
import { createAccount, password } from "../testing/people.ts";

/** Tries enough on a quiet machine; a busy one gets more, which make two equal times more equal only. */
const few = 5;
const most = 30;

test("the time of an answer does not tell whether an address has an account", async () => {
  const [known, unknown]: [number[], number[]] = [[], []];
  const timed = async (email: string, into: number[]) => {
    const [ip, started] = [somewhere(), performance.now()];
    await signIn(email, ip);
    into.push(performance.now() - started);
  };
  const median = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
  const alike = () => {
    const fastest = Math.min(...known) / Math.min(...unknown);
    const usual = median(known) / median(unknown);
    return fastest > 0.7 && fastest < 1.4 && usual > 0.6 && usual < 1.7;
  };
  await atRealCost(async () => {
    const { email } = await createAccount("user");
    // Renews the hash, which was made at the tests' cost.
    expect(await signIn(email, somewhere(), password)).toBe("in");
    while (known.length < few || (known.length < most && !alike())) {
      await timed(email, known);
      await timed(nobody(), unknown);
    }
  });
  expect(alike(), `${known.map(Math.round)} against ${unknown.map(Math.round)} ms`).toBe(true);
}, 120_000);
