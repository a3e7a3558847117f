import type { JSX } from "solid-js";
import type { UrlQuery } from "../parts/url-query.ts";
import type { SecurityQuery } from "./query.ts";

/** What every list of the page is given. */
export interface TabProps {
  readonly query: UrlQuery<SecurityQuery>;
  /** Counts up when something was changed. */
  readonly version: number;
  readonly top: JSX.Element;
  readonly panel: JSX.Element;
  /** The address of a person's sign-ins. */
  readonly addressOf: (userId: string) => string;
  readonly onOpen: (userId: string) => void;
  readonly onChanged: () => Promise<void>;
}
