import type { Env } from "../platform/env.ts";
import { errorFields, log } from "../platform/log.ts";
import { readSettings } from "../settings/read-settings.ts";
import { limitsOf } from "./limits.ts";
import type { Limits } from "./rpc.ts";

export interface LiveLimits {
  readonly limits: Limits;
  /** Brings them to what the settings say; where nobody can be asked they stay. */
  refresh(): Promise<void>;
}

/** Limits of an object that lives on while an administrator changes them. */
export function liveLimits(env: Env): LiveLimits {
  let known = limitsOf(Number(env.MAX_FILE_SIZE_MB) || 10);
  return {
    limits: {
      ...known,
      get file_bytes() {
        return known.file_bytes;
      },
    },
    async refresh() {
      try {
        known = limitsOf((await readSettings(env)).max_file_size_mb);
      } catch (error) {
        log("warn", "limits_not_read", errorFields(error));
      }
    },
  };
}
