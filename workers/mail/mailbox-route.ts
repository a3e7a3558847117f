import { desc, eq, ne } from "drizzle-orm";
import { Hono } from "hono";
import { openDb } from "../platform/db.ts";
import type { AppContext, AppEnv } from "../platform/http/http.ts";
import { unknownAddress } from "../platform/http/unknown-address.ts";
import { mailHtml } from "./layout.ts";
import { mailOutbox } from "./mail.sql.ts";
import { mailboxPage } from "./mailbox-page.ts";

const here = new Set(["localhost", "127.0.0.1", "[::1]"]);
const shown = 50;

export const mailboxRoute = new Hono<AppEnv>();

/** Anywhere but on a local site, and to anybody who came from elsewhere, there are no such pages. */
const isHere = (c: AppContext): boolean =>
  c.env.ENVIRONMENT === "local" && here.has(new URL(c.req.url).hostname);

/** The mails of a local site. */
mailboxRoute.get("/dev/mail", async (c) => {
  if (!isHere(c)) return unknownAddress(c);
  const { origin } = new URL(c.req.url);
  const mails = await openDb(c.env.DB)
    .select()
    .from(mailOutbox)
    .where(ne(mailOutbox.status, "off"))
    .orderBy(desc(mailOutbox.createdAt))
    .limit(shown);
  const { html, policy } = await mailboxPage(mails, origin, c.var.language);
  c.header("Content-Security-Policy", policy);
  return c.html(html);
});

/** A mail as a mail program shows it, in a frame that may do nothing but open a link. */
mailboxRoute.get("/dev/mail/:id", async (c) => {
  if (!isHere(c)) return unknownAddress(c);
  const mail = await openDb(c.env.DB)
    .select()
    .from(mailOutbox)
    .where(eq(mailOutbox.id, c.req.param("id")))
    .get();
  if (!mail) return unknownAddress(c);
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "sandbox allow-popups allow-popups-to-escape-sandbox",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ];
  c.header("Content-Security-Policy", policy.join("; "));
  c.header("X-Frame-Options", "SAMEORIGIN");
  return c.html(mailHtml({ ...mail, body: mail.body ?? "" }, new URL(c.req.url).origin));
});
