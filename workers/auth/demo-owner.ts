/** Owns the project guests look at. Nobody signs in to it, and it is nobody among the people. */
export const demoOwnerId = "00000000-0000-4000-8000-0000000de301";
