import { createSignal } from "solid-js";

/** What may have to be asked over any page: a proof, a new sign-in, to set up a second factor, or whether to leave. */
export type QuestionKind = "proof" | "sign_in" | "factor" | "leave";

export interface Question {
  readonly kind: QuestionKind;
  readonly settle: (done: boolean) => void;
}

const [questions, setQuestions] = createSignal<readonly Question[]>([]);

/** Those that wait, the latest on top. */
export { questions };

/** Asks; true once it is done, false when it was declined. */
export const ask = (kind: QuestionKind): Promise<boolean> =>
  new Promise((resolve) => {
    const question: Question = {
      kind,
      settle: (done) => {
        setQuestions((all) => all.filter((one) => one !== question));
        resolve(done);
      },
    };
    setQuestions((all) => [...all, question]);
  });
