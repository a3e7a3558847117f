import { Show } from "solid-js";
import { errorWords, isKnownError, loadErrorWords } from "../../client/error-words.ts";
import { t } from "../../i18n/admin-activity.ts";
import { language } from "../../i18n/language.ts";

/** What a code of the registry means in the reader's language, with what was answered then. */
export function ErrorMessage(props: { code: string | null; message: string | null }) {
  void loadErrorWords();
  const words = () =>
    props.code !== null && isKnownError(props.code)
      ? errorWords(props.code)[language()].message
      : null;
  const answered = () => (props.message === words() ? null : props.message);
  return (
    <Show when={words()} fallback={props.message ?? "–"}>
      {(text) => (
        <>
          {text()}
          <Show when={answered()}>
            {(message) => <p class="text-quiet">{t("errorAnswered", { message: message() })}</p>}
          </Show>
        </>
      )}
    </Show>
  );
}
