/** What Engawa is to the tests' providers. */
export const openIdClient = { id: "engawa", secret: "a-secret-between-engawa-and-the-provider" };
