/** A text as searches compare it: in any case, any width of its letters, and however its accents are composed. */
export const foldText = (text: string): string =>
  text.normalize("NFKC").toUpperCase().toLowerCase().replaceAll("ς", "σ").normalize("NFKC");
