/** What a page of the console is given. */
export interface PageProps {
  /** The row whose details are open, from the address. */
  readonly id: string | undefined;
}

export type PageName = "users" | "requests" | "audit" | "prices";

/** The menu, in the sections of A-141. */
export const sections: readonly {
  readonly name: "people" | "watch" | "run";
  readonly pages: readonly PageName[];
}[] = [
  { name: "people", pages: ["users", "requests"] },
  { name: "watch", pages: ["audit"] },
  { name: "run", pages: ["prices"] },
];
