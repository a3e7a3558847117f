import { mostInactiveDays } from "#contract/common";
import { numberParam } from "./url-query.ts";

/** For how many days at least nothing happened, as it stands in the address. */
export const inactiveParam = { ...numberParam(1, mostInactiveDays), isSaid: true };
