/** Chromium's virtual authenticator: a device with a screen lock that always says yes. */
import type { Page } from "playwright-core";

export interface VirtualAuthenticator {
  /** Whether its screen lock opens. */
  verifies(yes: boolean): Promise<void>;
  /** How many passkeys it holds. */
  count(): Promise<number>;
}

export async function addAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const browser = await page.context().newCDPSession(page);
  await browser.send("WebAuthn.enable");
  const { authenticatorId } = await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    verifies: async (yes) => {
      await browser.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: yes });
    },
    count: async () => {
      const { credentials } = await browser.send("WebAuthn.getCredentials", { authenticatorId });
      return credentials.length;
    },
  };
}
