import { useNavigate } from "@solidjs/router";
import { Show } from "solid-js";
import { t } from "../i18n/tutorial.ts";
import { Button } from "../ui/Button.tsx";
import { createAction } from "../ui/create-action.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { beginTutorial } from "./begin.ts";

/** In the help: the tutorial from its beginning, in a project of its own. */
export function BeginAgain(props: { onBegun: () => void }) {
  const navigate = useNavigate();
  const begin = createAction(async () => {
    const path = await beginTutorial();
    props.onBegun();
    navigate(path);
  });
  return (
    <div class="mt-5 flex flex-col gap-3 border-t border-line pt-4">
      <Button class="self-start" busy={begin.busy()} onClick={() => void begin.run()}>
        {t("begin")}
      </Button>
      <Show when={begin.error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
    </div>
  );
}
