/** Opens the browser's file chooser; an empty list where it was cancelled. */
export const pickFiles = (options: { accept?: string; multiple?: boolean }): Promise<File[]> =>
  new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = options.accept ?? "";
    input.multiple = options.multiple ?? false;
    input.addEventListener("change", () => resolve([...(input.files ?? [])]));
    input.addEventListener("cancel", () => resolve([]));
    input.click();
  });
