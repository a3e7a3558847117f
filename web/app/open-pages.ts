/** What everybody here keeps to: who is suspended reads it, too. */
export const rulesPage = "/rules";

/** Pages that need nobody: sign-in, the rules of use, and what the links in mails lead to. */
export const openPages: ReadonlySet<string> = new Set([
  "/sign-in",
  "/reset-password",
  "/invitation",
  "/verify-email",
  "/unlock",
  rulesPage,
]);
