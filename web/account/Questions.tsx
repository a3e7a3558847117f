import { useNavigate } from "@solidjs/router";
import { For, Match, Switch } from "solid-js";
import { questions } from "../app/questions.ts";
import { t } from "../i18n/sign-in.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { LeaveDialog } from "./LeaveDialog.tsx";
import { SignInAgainDialog } from "./SignInAgainDialog.tsx";
import { StepUpDialog } from "./StepUpDialog.tsx";

/** What is asked over the page, the latest question on top. */
export function Questions() {
  const navigate = useNavigate();
  return (
    <For each={questions()}>
      {(question) => (
        <Switch>
          <Match when={question.kind === "proof"}>
            <StepUpDialog onDone={question.settle} />
          </Match>
          <Match when={question.kind === "sign_in"}>
            <SignInAgainDialog onDone={question.settle} />
          </Match>
          <Match when={question.kind === "leave"}>
            <LeaveDialog onDone={question.settle} />
          </Match>
          <Match when={question.kind === "factor"}>
            <ConfirmDialog
              open
              onClose={() => question.settle(false)}
              title={t("factorTitle")}
              description={t("factorText")}
              action={t("setUpNow")}
              onConfirm={() => navigate("/account/security")}
            />
          </Match>
        </Switch>
      )}
    </For>
  );
}
