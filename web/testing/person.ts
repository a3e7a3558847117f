import type { Me } from "#contract/auth";

/** Who a test is signed in as: a member like any other. */
export const hana: Me = {
  id: "11111111-1111-4111-8111-111111111111",
  email: "hana@example.com",
  name: "Hana",
  role: "user",
  role_until: null,
  language: "en",
  theme: "light",
  time_zone: "Asia/Tokyo",
  second_factors: [],
  second_factor_due: null,
  restricted: null,
  expires_at: "2099-01-01T00:00:00.000Z",
};
