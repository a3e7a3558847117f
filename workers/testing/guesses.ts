import { codeOf, request } from "./people.ts";

let places = 0;

/** An address of a network nobody else in these tests comes from. */
export const somewhere = (): string => `198.18.${(places += 1)}.7`;

/** An e-mail address without an account. */
export const nobody = (): string => `${crypto.randomUUID()}@example.test`;

/** Tries to sign in; a wrong password unless one is given. The code of the refusal, or "in". */
export async function signIn(email: string, ip: string, given = "wrong", more = {}) {
  const response = await request("POST", "/api/v1/auth/login", {
    json: { email, password: given, ...more },
    headers: { "cf-connecting-ip": ip },
  });
  return response.ok ? "in" : codeOf(response);
}

export async function fail(email: string, ip: string, times: number) {
  const codes: string[] = [];
  for (let at = 0; at < times; at++) codes.push(await signIn(email, ip));
  return codes;
}
