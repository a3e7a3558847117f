import { configure } from "@solidjs/testing-library";
import { afterEach } from "vitest";

/** What jsdom lacks and modules ask for while they are loaded: no query of the screen matches. */
Object.assign(window, {
  matchMedia: (media: string): Partial<MediaQueryList> => ({
    media,
    matches: false,
    addEventListener() {},
    removeEventListener() {},
  }),
});

// What a test waits for comes later where processors are few and busy.
configure({ asyncUtilTimeout: 4000 });

// A page that a test leaves stays: whoever waits for its end hears of it before the next test.
afterEach(() => void window.dispatchEvent(new Event("beforeunload")));
