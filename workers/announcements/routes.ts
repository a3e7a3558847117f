import { Hono } from "hono";
import * as contract from "#contract/announcement";
import { openDb } from "../platform/db.ts";
import type { AppEnv } from "../platform/http/http.ts";
import { implement } from "../platform/http/implement.ts";
import { currentAnnouncements, dismissAnnouncement } from "./current.ts";

export const announcementRoutes = new Hono<AppEnv>();

implement(announcementRoutes, contract.listCurrentAnnouncements, async (c, { actor, query }) => ({
  items: await currentAnnouncements(openDb(c.env.DB), actor ?? null, query.limit),
}));

implement(announcementRoutes, contract.dismissAnnouncement, (c, { actor, param }) =>
  dismissAnnouncement(openDb(c.env.DB), actor, param.id),
);
