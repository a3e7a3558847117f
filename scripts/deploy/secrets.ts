import { createHash, randomBytes } from "node:crypto";
import { parseJson, type Wrangler } from "./wrangler.ts";

export interface SecretPlan {
  /** To be sent with the deployment; secrets that are not named stay as they are. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The one-time token of a new SETUP_TOKEN_HASH: shown once, stored nowhere. */
  readonly setupToken?: string;
}

export interface SecretChoices {
  readonly apiKey: () => Promise<string | undefined>;
  readonly newSetupToken: boolean;
}

/** The names of the secrets a Worker has; none before its first deployment. */
async function listSecrets(wrangle: Wrangler, config: string): Promise<Set<string>> {
  const { code, stdout } = await wrangle(["secret", "list", "-c", config, "--format", "json"]);
  if (code !== 0) return new Set();
  const parsed = parseJson(stdout);
  return new Set(Array.isArray(parsed) ? parsed.map((row: { name: string }) => row.name) : []);
}

/** What the site still lacks. A SECRET_KEY is never replaced: that would end every sign-in. */
export async function planSecrets(
  wrangle: Wrangler,
  config: string,
  choices: SecretChoices,
): Promise<SecretPlan> {
  const existing = await listSecrets(wrangle, config);
  const secrets: Record<string, string> = {};
  if (!existing.has("SECRET_KEY")) secrets["SECRET_KEY"] = randomBytes(48).toString("base64url");
  if (!existing.has("ANTHROPIC_API_KEY")) {
    const key = await choices.apiKey();
    if (key !== undefined && key !== "") secrets["ANTHROPIC_API_KEY"] = key;
  }
  if (existing.has("SETUP_TOKEN_HASH") && !choices.newSetupToken) return { secrets };
  const setupToken = randomBytes(24).toString("base64url");
  secrets["SETUP_TOKEN_HASH"] = createHash("sha256").update(setupToken).digest("hex");
  return { secrets, setupToken };
}
