/** Pages that need nobody: sign-in, and what the links in mails lead to. */
export const openPages: ReadonlySet<string> = new Set([
  "/sign-in",
  "/reset-password",
  "/invitation",
  "/verify-email",
  "/unlock",
]);
