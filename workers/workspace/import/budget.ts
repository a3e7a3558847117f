/** Counts what an archive really unpacks to; what it declares is not believed. */
import { importBytes, tooLarge } from "../limits.ts";
import { refused } from "./intake.ts";

/** Text packs to a tenth, logs to a fiftieth; what packs tighter over this much is made to harm. */
const maxRatio = 200;
const freeBytes = 16 * 1024 * 1024;

export interface Budget {
  packed(bytes: number): void;
  /** Throws FILE_007 for a bomb, FILE_001 over what one import may hold. */
  unpacked(bytes: number): void;
}

export function createBudget(): Budget {
  let packed = 0;
  let unpacked = 0;
  return {
    packed(bytes) {
      packed += bytes;
    },
    unpacked(bytes) {
      unpacked += bytes;
      if (unpacked > freeBytes && unpacked > packed * maxRatio) throw refused("", "bomb");
      if (unpacked > importBytes) throw tooLarge("import", importBytes, unpacked, "");
    },
  };
}
