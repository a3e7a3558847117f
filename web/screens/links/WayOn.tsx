import { A } from "@solidjs/router";
import { me } from "../../app/session.ts";
import { t } from "../../i18n/links.ts";

/** Where a link has done what it can, or nothing: on to signing in, or to one's projects. */
export function WayOn() {
  return (
    <A href={me() === null ? "/sign-in" : "/"} class="self-start text-accent underline">
      {me() === null ? t("toSignIn") : t("goOn")}
    </A>
  );
}
