declare module "oidc-provider" {
  import type { RequestListener } from "node:http";

  /** As much of it as the tests' provider sets. */
  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    callback(): RequestListener;
  }
}
