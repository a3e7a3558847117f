import { createResource } from "solid-js";
import { listCategory } from "#contract/admin-setting";
import { listUsers } from "#contract/admin-user";
import { call } from "../../client/call.ts";
import { t } from "../../i18n/admin-settings.ts";
import { Loaded } from "../../ui/Loaded.tsx";

/** How many a second factor asked of everybody concerns, and what becomes of them. */
export function FactorForAll() {
  const [asked, { refetch }] = createResource(async () => {
    const [people, security] = await Promise.all([
      call(listUsers, { query: { limit: "1" } }),
      call(listCategory, { param: { category: "SECURITY" } }),
    ]);
    return {
      count: people.statistics.without_second_factor,
      days: Number(security.items.find(({ key }) => key === "second_factor_grace_days")?.value),
    };
  });
  return (
    <Loaded resource={asked} onRetry={() => void refetch()} lines={2}>
      {(found) => (
        <p>
          {t(found().count === 0 ? "factorOfAll" : "factorMissing", { count: found().count })}{" "}
          {t(found().days === 0 ? "factorAtOnce" : "factorGrace", { days: found().days })}
        </p>
      )}
    </Loaded>
  );
}
