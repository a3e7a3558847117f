import * as v from "valibot";
import { readDomain } from "#contract/host";
import { lines, toggle } from "./define-setting.ts";

const web = { category: "SECURITY", group: "web" } as const;
/** Whom the site talks to is no key's to say, nor that of who found a browser open (T-05). */
const critical = { proof: "second-factor" } as const;

const Domain = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(260),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const domain = readDomain(dataset.value);
    if (domain !== null) return domain;
    addIssue({ message: `not a domain of the public web: ${dataset.value}` });
    return NEVER;
  }),
);

/** U-103: what the agent may fetch for administrators. */
export const webSettings = {
  web_fetch: toggle(
    web,
    false,
    [
      "WebFetch: 管理者のエージェントに、許可したドメインのページ取得を認める（毎回承認が必要）",
      "WebFetch: let administrators' agents fetch pages from the listed domains (each fetch needs approval)",
    ],
    critical,
  ),
  web_fetch_domains: lines(
    web,
    Domain,
    200,
    [
      "WebFetch で取得できるドメイン（1行に1つ。*.example.com はすべてのサブドメイン。空欄ではどこからも取得できません）",
      "Domains WebFetch can fetch from, one per line (*.example.com includes every subdomain; empty: none)",
    ],
    critical,
  ),
};
