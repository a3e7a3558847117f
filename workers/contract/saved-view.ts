import * as v from "valibot";
import { Instant, Name } from "./common.ts";
import { endpoint } from "./endpoint.ts";
import { Id } from "./ids.ts";

/** The pages of the console whose filters can be kept. */
const ViewedPage = v.picklist(["activity", "audit"]);
export type ViewedPage = v.InferOutput<typeof ViewedPage>;

export const SavedView = v.object({
  id: Id,
  page: ViewedPage,
  name: v.string(),
  /** The query of the page's address, without `?`. */
  query: v.string(),
  created_at: Instant,
});
export type SavedView = v.InferOutput<typeof SavedView>;

export const listSavedViews = endpoint({
  method: "GET",
  path: "/admin/saved-views",
  access: "admin",
  summary: "The caller's saved views of a page of the console",
  query: v.object({ page: ViewedPage }),
  output: v.object({ items: v.array(SavedView) }),
});

export const saveView = endpoint({
  method: "PUT",
  path: "/admin/saved-views",
  access: "admin",
  summary: "Keep a view under a name; one of that name is replaced",
  json: v.object({
    page: ViewedPage,
    name: Name(60),
    query: v.pipe(v.string(), v.maxLength(2000)),
  }),
  output: SavedView,
  record: ["page", "name"],
});

export const deleteView = endpoint({
  method: "DELETE",
  path: "/admin/saved-views/:id",
  access: "admin",
  summary: "Forget a saved view",
  param: v.object({ id: Id }),
});
