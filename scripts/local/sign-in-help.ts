import { seeds, type SeedAccounts } from "./accounts.ts";

function box(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => line.length));
  const bar = "─".repeat(width + 2);
  return [`┌${bar}┐`, ...lines.map((line) => `│ ${line.padEnd(width)} │`), `└${bar}┘`].join("\n");
}

/** How to sign in: new passwords once, in a box; afterwards only how to get new ones. */
function signInHelp(accounts: SeedAccounts | undefined): string {
  if (accounts === undefined)
    return [
      `Sign in as ${seeds.map(({ email }) => email).join(" or ")} with the password shown at the first start.`,
      "Lost it? Stop the server and run: npm run seed -- --reset",
    ].join("\n");
  const width = Math.max(accounts.admin.email.length, accounts.user.email.length);
  return box([
    "Sign in with one of these. The passwords are shown only now and stored nowhere.",
    "",
    `administrator  ${accounts.admin.email.padEnd(width)}  ${accounts.admin.password}`,
    `user           ${accounts.user.email.padEnd(width)}  ${accounts.user.password}`,
    "",
    "Lost them? npm run seed -- --reset",
  ]);
}

/** Shown as soon as the accounts exist: whatever fails afterwards, the passwords are not lost. */
export function showSignIn(accounts: SeedAccounts | undefined): void {
  console.log(signInHelp(accounts));
}
