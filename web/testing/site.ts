import type { Maintenance } from "#contract/maintenance";

/** A site that is open, and stays so. */
export const open: Maintenance = {
  active: false,
  starts_at: null,
  ends_at: null,
  message: "",
  allow_admin_access: true,
  version: "1",
};
