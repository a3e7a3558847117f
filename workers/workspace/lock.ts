export type Lock = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs one piece of work at a time, in the order they came; a failure does not stop the next. */
export function createLock(): Lock {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
