import { A } from "@solidjs/router";
import { TopBar } from "../../app/TopBar.tsx";
import { t } from "../../i18n/account.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";

export function NotFoundScreen() {
  return (
    <>
      <TopBar />
      <main id="main">
        <EmptyState alone title={t("notFound")} text={t("notFoundText")}>
          <A href="/" class="text-accent underline">
            {t("toProjects")}
          </A>
        </EmptyState>
      </main>
    </>
  );
}
