import { isApiError } from "../../client/error.ts";

/** Reads with a leave; where it is over before its time, the page is told, too. */
export async function withinLeave<T>(read: Promise<T>, onOver: () => void): Promise<T> {
  try {
    return await read;
  } catch (cause) {
    if (isApiError(cause, "CONTENT_001")) onOver();
    throw cause;
  }
}
