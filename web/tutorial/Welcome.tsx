import { useNavigate } from "@solidjs/router";
import { Show } from "solid-js";
import { t } from "../i18n/tutorial.ts";
import { Button } from "../ui/Button.tsx";
import { createAction } from "../ui/create-action.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { beginTutorial } from "./begin.ts";
import { keepProgress, progress } from "./progress.ts";

/** The first visit (U-030): offers the tutorial once, and takes no for an answer. */
export function Welcome() {
  const navigate = useNavigate();
  const begin = createAction(async () => navigate(await beginTutorial()));
  const skip = () => keepProgress({ state: "over", part: "chat", project: "" });
  return (
    <Show when={progress() === null}>
      <section
        aria-labelledby="welcome"
        class="mb-5 rounded-lg border border-info/40 bg-info-soft px-5 py-4"
      >
        <h2 id="welcome" class="font-semibold">
          {t("welcome")}
        </h2>
        <p class="mt-1">{t("welcomeText")}</p>
        <div class="mt-3 flex flex-wrap gap-2">
          <Button kind="primary" busy={begin.busy()} onClick={() => void begin.run()}>
            {t("begin")}
          </Button>
          <Button onClick={skip}>{t("skip")}</Button>
        </div>
        <Show when={begin.error()}>
          {(shown) => (
            <div class="mt-3">
              <ErrorState error={shown()} small />
            </div>
          )}
        </Show>
      </section>
    </Show>
  );
}
