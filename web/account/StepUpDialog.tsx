import { createResource, Match, Switch } from "solid-js";
import { beginStepUp, stepUp } from "#contract/second-factor";
import { call } from "../client/call.ts";
import { toApiError } from "../client/error.ts";
import { signWithPasskey } from "../client/webauthn.ts";
import { t } from "../i18n/sign-in.ts";
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
          {(how) => <ProofForm methods={how().methods} onProof={prove} />}
        </Match>
      </Switch>
    </Dialog>
  );
}
