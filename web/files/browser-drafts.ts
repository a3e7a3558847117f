import { atSignOut } from "../app/session.ts";
import { browserDrafts } from "./draft-store.ts";

/** The drafts of this browser; they end with the sign-in. */
export const drafts = browserDrafts();

atSignOut(() => drafts.clear());
