/**
 * What lets a browser run the one script that stands in the SPA's page itself (`web/early.ts`, as
 * `scripts/local/page-head.ts` puts it there; the build fails where this is not its hash).
 */
export const earlyScriptHash = "sha256-4lkW4mukVrc6EZ/wijZNp266I3toxmTxFDcWJLbPT5E=";
