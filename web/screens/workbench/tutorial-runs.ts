/** Whether the account's tutorial is under way here: then its guide is worth loading. */
export const tutorialRuns = (user: string): boolean => {
  try {
    return (localStorage.getItem(`engawa.tutorial.${user}`) ?? "").includes('"running"');
  } catch {
    return false;
  }
};
