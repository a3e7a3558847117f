import { A } from "@solidjs/router";
import { createResource, For, type JSX } from "solid-js";
import { listCategory } from "#contract/admin-setting";
import type { Role } from "#contract/common";
import { LimitKind } from "#contract/limit";
import { type Capability, roleMatrix } from "#contract/role-matrix";
import { call } from "../../client/call.ts";
import { t as page } from "../../i18n/admin.ts";
import { t } from "../../i18n/admin-roles.ts";
import { count } from "../../i18n/format.ts";
import { language } from "../../i18n/language.ts";
import { t as kindName } from "../../i18n/limits.ts";
import { Loaded } from "../../ui/Loaded.tsx";
import { Section } from "../../ui/Section.tsx";
import { limitText } from "../people/limit-units.ts";
import { type RoleLimits, siteLimits } from "./site-limits.ts";

const roles = ["guest", "user", "admin"] as const satisfies readonly Role[];
type Limits = Readonly<Record<Role, RoleLimits>>;

/** What each role may do and use (U-062): read here; a person's role is changed at the person. */
export function RolesPage() {
  const [limits, { refetch }] = createResource(async (): Promise<Limits> => {
    const { items } = await call(listCategory, { param: { category: "GENERAL" } });
    const of = (role: Role) => siteLimits(items, role);
    return { guest: of("guest"), user: of("user"), admin: of("admin") };
  });
  return (
    <main id="main" class="relative flex h-full min-h-0 flex-col gap-4 overflow-y-auto px-4 py-4">
      <div>
        <h1 class="text-xl font-semibold">{page("roles")}</h1>
        <p class="text-quiet max-sm:text-sm">{page("roles_text")}</p>
      </div>
      <div class="flex max-w-5xl flex-col gap-4">
        <Loaded resource={limits} onRetry={() => void refetch()} lines={8}>
          {(now) => (
            <>
              <Section
                title={t("may")}
                text={t("mayText")}
                action={
                  <ul class="flex flex-wrap gap-x-4 gap-y-1 text-sm">
                    <For each={roles}>
                      {(role) => (
                        <li>
                          <Way to={`/admin/users?role=${role}`}>
                            {t("people", { role: t(role) })}
                          </Way>
                        </li>
                      )}
                    </For>
                  </ul>
                }
              >
                <RoleTable label={t("may")} head={t("what")}>
                  <For each={roleMatrix}>
                    {(one) => (
                      <Row
                        name={one[language()]}
                        cell={(role) => grantText(one, role, now()[role])}
                      />
                    )}
                  </For>
                </RoleTable>
              </Section>
              <Section
                title={t("limits")}
                text={t("limitsText")}
                action={
                  <span class="text-sm">
                    <Way to="/admin/settings">{t("change")}</Way>
                  </span>
                }
              >
                <RoleTable label={t("limits")} head={t("kind")}>
                  <For each={LimitKind.options}>
                    {(kind) => (
                      <Row
                        name={kindName(kind)}
                        cell={(role) => limitText(kind, now()[role][kind])}
                      />
                    )}
                  </For>
                </RoleTable>
              </Section>
            </>
          )}
        </Loaded>
      </div>
    </main>
  );
}

/** How many sessions may be held is the site's to set; the rest of the table is as it is. */
function grantText(one: Capability, role: Role, limits: RoleLimits): string {
  const grant =
    one.id === "create_session" && one.grants[role] !== false
      ? (limits.sessions_held ?? true)
      : one.grants[role];
  if (typeof grant === "number") return t("upTo", { count: count(grant) });
  return t(grant === true ? "yes" : grant === false ? "no" : grant);
}

function Way(props: { to: string; children: JSX.Element }) {
  return (
    <A href={props.to} class="text-accent underline-offset-2 hover:underline">
      {props.children}
    </A>
  );
}

/** Where there is no room for columns, what each role may stands under its name, row by row. */
function RoleTable(props: { label: string; head: string; children: JSX.Element }) {
  return (
    <div role="group" aria-label={props.label} tabIndex={0} class="@container overflow-x-auto">
      <table class="w-full text-sm @max-lg:block">
        <caption class="sr-only">{props.label}</caption>
        <thead class="@max-lg:hidden">
          <tr class="border-b border-line text-left text-quiet">
            <For each={[props.head, ...roles.map((role) => t(role))]}>
              {(label) => (
                <th scope="col" class="py-2 pr-4 font-medium whitespace-nowrap">
                  {label}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody class="divide-y divide-line @max-lg:block">{props.children}</tbody>
      </table>
    </div>
  );
}

function Row(props: { name: string; cell: (role: Role) => string }) {
  return (
    <tr class="@max-lg:grid @max-lg:grid-cols-3 @max-lg:gap-x-3 @max-lg:gap-y-1 @max-lg:py-2.5">
      <th
        scope="row"
        class="min-w-40 py-2 pr-4 text-left font-normal @max-lg:col-span-full @max-lg:p-0 @max-lg:font-medium"
      >
        {props.name}
      </th>
      <For each={roles}>
        {(role) => (
          <td
            data-label={t(role)}
            class="py-2 pr-4 whitespace-nowrap tabular-nums @max-lg:p-0 @max-lg:wrap-anywhere @max-lg:whitespace-normal @max-lg:before:block @max-lg:before:text-xs @max-lg:before:text-quiet @max-lg:before:content-[attr(data-label)]"
          >
            {props.cell(role)}
          </td>
        )}
      </For>
    </tr>
  );
}
