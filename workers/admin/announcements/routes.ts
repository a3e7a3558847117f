import { Hono } from "hono";
import * as contract from "#contract/announcement";
import type { Announcement } from "#contract/announcement";
import { openDb } from "../../platform/db.ts";
import { originOf, type AppContext, type AppEnv } from "../../platform/http/http.ts";
import { etagOfTime, expectedTime } from "../../platform/http/if-match.ts";
import { implement } from "../../platform/http/implement.ts";
import {
  createAnnouncement,
  deleteAnnouncement,
  listAnnouncements,
  updateAnnouncement,
} from "./service.ts";

export const announcementAdminRoutes = new Hono<AppEnv>();

function tagged(c: AppContext, row: Announcement): Announcement {
  c.header("ETag", etagOfTime(new Date(row.updated_at)));
  return row;
}

implement(announcementAdminRoutes, contract.listAnnouncements, (c, { query }) =>
  listAnnouncements(openDb(c.env.DB), query),
);

implement(announcementAdminRoutes, contract.createAnnouncement, async (c, { actor, json }) =>
  tagged(c, await createAnnouncement(openDb(c.env.DB), actor, json, originOf(c))),
);

implement(announcementAdminRoutes, contract.updateAnnouncement, async (c, { actor, param, json }) =>
  tagged(
    c,
    await updateAnnouncement(openDb(c.env.DB), actor, param.id, json, expectedTime(c), originOf(c)),
  ),
);

implement(announcementAdminRoutes, contract.deleteAnnouncement, (c, { actor, param }) =>
  deleteAnnouncement(openDb(c.env.DB), actor, param.id, originOf(c)),
);
