import { desc } from "drizzle-orm";
import { Hono } from "hono";
import { openDb } from "../platform/db.ts";
import type { AppEnv } from "../platform/http.ts";
import { unknownAddress } from "../platform/unknown-address.ts";
import { mailOutbox } from "./mail.sql.ts";
import { mailboxPage } from "./mailbox-page.ts";

const here = new Set(["localhost", "127.0.0.1", "[::1]"]);
const shown = 50;

export const mailboxRoute = new Hono<AppEnv>();

/** The mails of a local site. Anywhere else, and to anybody who came from elsewhere, there is no such page. */
mailboxRoute.get("/dev/mail", async (c) => {
  const { hostname, origin } = new URL(c.req.url);
  if (c.env.ENVIRONMENT !== "local" || !here.has(hostname)) return unknownAddress(c);
  const mails = await openDb(c.env.DB)
    .select()
    .from(mailOutbox)
    .orderBy(desc(mailOutbox.createdAt))
    .limit(shown);
  const { html, policy } = await mailboxPage(mails, origin, c.var.language);
  c.header("Content-Security-Policy", policy);
  return c.html(html);
});
