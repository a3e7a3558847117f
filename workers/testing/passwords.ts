/** A password changed, or set by the mail of who forgot it: `ok`, or the code of the refusal. */
import { codeOf, password, request, type Person } from "./people.ts";

export const other = "another-evening-on-the-porch-4";
const codeOrOk = async (response: Response) => (response.ok ? "ok" : codeOf(response));

export const change = async (as: Person, next: string, current = password) =>
  codeOrOk(await request("PUT", "/api/v1/account/password", { as, json: { current, next } }));
/** What a sign-in is answered now. */
export const standing = async (cookie: string) =>
  (await request("GET", "/api/v1/account", { headers: { cookie } })).status;

/** For the mail with the link. */
export const ask = (email: string, more: Parameters<typeof request>[2] = {}) =>
  request("POST", "/api/v1/auth/password-reset", { json: { email, language: "en" }, ...more });
export const confirm = async (token: string, next: string) =>
  codeOrOk(
    await request("POST", "/api/v1/auth/password-reset/confirm", {
      json: { token, password: next },
    }),
  );
