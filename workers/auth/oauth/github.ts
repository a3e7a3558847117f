import * as v from "valibot";
import { fetchProvider, ProviderFailure } from "./fetch-provider.ts";
import { normalEmail, normalName, type Grant, type Identity } from "./identity.ts";
import type { GithubProvider } from "./providers.ts";

const Token = v.object({ access_token: v.pipe(v.string(), v.maxLength(4096)) });
const User = v.object({
  id: v.pipe(v.number(), v.safeInteger()),
  login: v.string(),
  name: v.nullish(v.string()),
});
const Emails = v.array(
  v.object({ email: v.string(), primary: v.boolean(), verified: v.boolean() }),
);

const read = <S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> => {
  const result = v.safeParse(schema, value);
  if (!result.success) throw new ProviderFailure("answer");
  return result.output;
};

export const githubAuthorization = (provider: GithubProvider): string =>
  `${provider.site}/login/oauth/authorize`;

/** GitHub speaks OAuth only: the account is what its API says, its address the primary verified one. */
export async function githubIdentity(provider: GithubProvider, grant: Grant): Promise<Identity> {
  const answer = await fetchProvider(`${provider.site}/login/oauth/access_token`, {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({
      client_id: provider.clientId,
      client_secret: provider.clientSecret,
      code: grant.code,
      redirect_uri: grant.redirectUri,
      code_verifier: grant.verifier,
    }),
  });
  // A code that is not right is told with status 200 and an error.
  const { access_token } = read(Token, answer);
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${access_token}`,
    "user-agent": "engawa",
  };
  const [account, addresses] = await Promise.all([
    fetchProvider(`${provider.api}/user`, { headers }),
    fetchProvider(`${provider.api}/user/emails`, { headers }),
  ]);
  const user = read(User, account);
  const primary = read(Emails, addresses).find((one) => one.primary && one.verified);
  return {
    provider: provider.id,
    subject: String(user.id),
    email: normalEmail(primary?.email),
    emailVerified: primary !== undefined,
    name: normalName(user.name) ?? normalName(user.login),
    authenticatedAt: null,
  };
}
