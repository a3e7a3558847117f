import { archiveProjectsKind } from "../admin/bulk/archive-kind.ts";
import { deactivateUsersKind } from "../admin/bulk/deactivate-kind.ts";
import { importUsersKind } from "../admin/bulk/import-kind.ts";
import { reactivateUsersKind, unarchiveProjectsKind } from "../admin/bulk/take-back-kinds.ts";
import { cleanUpJob } from "../retention/clean-up.ts";
import { orphanSearchJob } from "../retention/orphans/search.ts";
import { orphanDeletionJob } from "../retention/orphans/delete.ts";
import type { AnyKind } from "./kind.ts";

/** Every kind of job there is; each lives with its feature. */
export const jobKinds: readonly AnyKind[] = [
  importUsersKind,
  deactivateUsersKind,
  archiveProjectsKind,
  reactivateUsersKind,
  unarchiveProjectsKind,
  cleanUpJob,
  orphanSearchJob,
  orphanDeletionJob,
];
