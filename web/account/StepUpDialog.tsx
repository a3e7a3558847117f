import { createResource, For, Match, Show, Switch } from "solid-js";
import type { OutputOf } from "#contract/endpoint";
import { proveElsewhere } from "#contract/oauth";
import { beginStepUp, stepUp } from "#contract/second-factor";
import { keepTyped } from "../app/stale-build.ts";
import { call } from "../client/call.ts";
import { toApiError } from "../client/error.ts";
import { signWithPasskey } from "../client/webauthn.ts";
import { t } from "../i18n/sign-in.ts";
import { Button } from "../ui/Button.tsx";
import { createAction } from "../ui/create-action.ts";
import { Dialog } from "../ui/Dialog.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Skeleton } from "../ui/Skeleton.tsx";
import { type Proof, ProofForm } from "./ProofForm.tsx";

/** AUTH_010: the person proves once more that it is them, and what they were doing goes on. */
export function StepUpDialog(props: { onDone: (proved: boolean) => void }) {
  const [begun, { refetch }] = createResource(() => call(beginStepUp));

  const prove = async (proof: Proof) => {
    if (proof.method === "passkey") {
      // A ceremony finishes once: each try has one of its own.
      const { passkey } = await call(beginStepUp);
      if (passkey === null) return void refetch();
      const response = await signWithPasskey(passkey.options);
      await call(stepUp, { json: { method: "passkey", ticket: passkey.ticket, response } });
    } else await call(stepUp, { json: proof });
    props.onDone(true);
  };

  return (
    <Dialog
      open
      onClose={() => props.onDone(false)}
      title={t("proofTitle")}
      description={t("proofText")}
    >
      <Switch fallback={<Skeleton lines={2} />}>
        <Match when={begun.state === "errored"}>
          <ErrorState error={toApiError(begun.error)} small onRetry={() => void refetch()} />
        </Match>
        <Match when={begun.state === "ready" && begun()}>
          {(how) => (
            <Show
              when={how().methods.length > 0}
              fallback={<ProveElsewhere providers={how().providers} />}
            >
              <ProofForm methods={how().methods} onProof={prove} />
            </Show>
          )}
        </Match>
      </Switch>
    </Dialog>
  );
}

/** Who has neither password nor second factor signs in once more where they have their account. */
function ProveElsewhere(props: { providers: OutputOf<typeof beginStepUp>["providers"] }) {
  const leave = createAction(async (provider: string) => {
    const json = { return: location.pathname + location.search };
    const { url } = await call(proveElsewhere, { param: { provider }, json });
    await keepTyped();
    location.assign(url);
  });
  return (
    <div class="flex flex-col gap-3">
      <p>{props.providers.length > 0 ? t("proveElsewhere") : t("proveNowhere")}</p>
      <For each={props.providers}>
        {(one) => (
          <Button
            kind="primary"
            class="h-9"
            busy={leave.busy()}
            onClick={() => void leave.run(one.id)}
          >
            {t("proveWith", { name: one.name })}
          </Button>
        )}
      </For>
      <Show when={leave.error()}>{(shown) => <ErrorState error={shown()} small />}</Show>
    </div>
  );
}
