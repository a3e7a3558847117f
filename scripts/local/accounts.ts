export interface Account {
  readonly email: string;
  readonly password: string;
}

export interface SeedAccounts {
  readonly admin: Account;
  readonly user: Account;
}

/** Who a fresh local site has. */
export const seeds = [
  { role: "admin", email: "admin@engawa.example", name: "Admin" },
  { role: "user", email: "user@engawa.example", name: "User" },
] as const;
