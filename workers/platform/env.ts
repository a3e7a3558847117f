import type { AuditChain } from "../audit/object.ts";
import type { ChatSession } from "../chat-session/object.ts";
import type { Meter } from "../meter/object.ts";
import type { Workspace } from "../workspace/object.ts";
import type { ActivityEvent } from "./records/activity-event.ts";
import type { Heartbeat } from "./heartbeat.ts";
import type { JobMessage } from "./job-message.ts";

/** The bindings of wrangler.toml and the secrets. */
export interface Env {
  readonly ASSETS: Fetcher;
  readonly DB: D1Database;
  readonly FILES: R2Bucket;
  readonly KV: KVNamespace;
  readonly ACTIVITY: Queue<ActivityEvent | Heartbeat>;
  readonly JOBS: Queue<JobMessage | Heartbeat>;
  readonly CHAT_SESSION: DurableObjectNamespace<ChatSession>;
  readonly WORKSPACE: DurableObjectNamespace<Workspace>;
  readonly METER: DurableObjectNamespace<Meter>;
  /** Bursts of one address nobody has signed in from, and of one caller. */
  readonly STRANGER_BURST: RateLimit;
  readonly CALLER_BURST: RateLimit;
  readonly AUDIT_CHAIN: DurableObjectNamespace<AuditChain>;
  /** `production` or `local`. */
  readonly ENVIRONMENT: string;
  /** Secret of the cookie's signature, at least 32 characters. */
  readonly SECRET_KEY: string;
  /** Optional pepper of password hashes. */
  readonly PASSWORD_PEPPER?: string;
  /** Absent: the demo model answers. */
  readonly ANTHROPIC_API_KEY?: string;
  /** Empty: api.anthropic.com. */
  readonly ANTHROPIC_BASE_URL?: string;
  /** SHA-256 (hex) of the one-time token that creates the first administrator. */
  readonly SETUP_TOKEN_HASH?: string;
  /** The default of the setting `max_file_size_mb`. */
  /** What a scraper of `/metrics` says as its Bearer token, at least 32 characters. */
  readonly METRICS_TOKEN?: string;
  readonly MAX_FILE_SIZE_MB: string;
  /** `true`: the list of addresses is not asked, for who locked themselves out (T-25). */
  readonly IP_WHITELIST_OFF?: string;
  /** `false`: a private site for one person, without sign-in. */
  readonly ENABLE_AUTH?: string;
  /** `true`: whoever reaches a site without sign-in may do everything there, and that is meant. */
  readonly SINGLE_USER_ACKNOWLEDGED?: string;
  /** `true`: strangers may look around for half an hour. */
  readonly ENABLE_GUEST_MODE?: string;
  /** Scheme and host people reach the site by, for links in mails; locally the request's own. */
  readonly PUBLIC_URL?: string;
  /** What is kept sealed in the database, instead of a key made of SECRET_KEY. */
  readonly ENCRYPTION_KEY?: string;
  /** Hosts of Slack's incoming webhooks, separated by commas; hooks.slack.com by default. */
  readonly ALERT_SLACK_HOSTS?: string;
  readonly MAIL?: SendEmail;
  /** The address mails come from; without it and MAIL none leave. */
  readonly MAIL_FROM?: string;
  readonly TURNSTILE_SITE_KEY?: string;
  readonly TURNSTILE_SECRET_KEY?: string;
  readonly TURNSTILE_VERIFY_URL?: string;
  /** `true`: who is vouched for with an address of OAUTH_ALLOWED_DOMAINS gets an account uninvited. */
  readonly OAUTH_SIGN_UP?: string;
  /** Domains separated by commas; none by default, `*`: any. */
  readonly OAUTH_ALLOWED_DOMAINS?: string;
  /** Of GitHub Enterprise Server; github.com by default. */
  readonly GITHUB_URL?: string;
  readonly GITHUB_CLIENT_ID?: string;
  readonly GITHUB_CLIENT_SECRET?: string;
  readonly GOOGLE_CLIENT_ID?: string;
  readonly GOOGLE_CLIENT_SECRET?: string;
  /** The tenant's id, a GUID. */
  readonly ENTRA_TENANT?: string;
  readonly ENTRA_CLIENT_ID?: string;
  readonly ENTRA_CLIENT_SECRET?: string;
  /** Any other OpenID Connect provider, by its issuer. */
  readonly OIDC_ISSUER?: string;
  readonly OIDC_NAME?: string;
  readonly OIDC_CLIENT_ID?: string;
  readonly OIDC_CLIENT_SECRET?: string;
}
