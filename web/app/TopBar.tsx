import { A, useNavigate } from "@solidjs/router";
import CircleHelp from "lucide-solid/icons/circle-question-mark";
import Languages from "lucide-solid/icons/languages";
import Moon from "lucide-solid/icons/moon";
import Sun from "lucide-solid/icons/sun";
import UserRound from "lucide-solid/icons/user-round";
import { type JSX, lazy, Show, Suspense } from "solid-js";
import { toApiError } from "../client/error.ts";
import { t } from "../i18n/account.ts";
import { language } from "../i18n/language.ts";
import { IconButton } from "../ui/IconButton.tsx";
import { Menu } from "../ui/Menu.tsx";
import { toast } from "../ui/toast.ts";
import { idle } from "./idle.ts";
import { Inbox } from "./Inbox.tsx";
import { openHelp } from "./KeyboardHelp.tsx";
import { mayLeave } from "./leaving.ts";
import { Logo } from "./Logo.tsx";
import { rulesPage } from "./open-pages.ts";
import { chooseLanguage, chooseTheme } from "./preferences.ts";
import { isAlone, isGuest, me, signOut } from "./session.ts";
import { isDark, type Theme, theme } from "./theme.ts";

const NoticeBell = lazy(async () => {
  await idle();
  return { default: (await import("./NoticeBell.tsx")).NoticeBell };
});

const AdminLink = lazy(async () => {
  await idle();
  return { default: (await import("../admin/AdminLink.tsx")).AdminLink };
});

const themes: readonly Theme[] = ["system", "light", "dark"];

/** The bar at the top of every screen; `children` is what the screen puts beside the mark. */
export function TopBar(props: {
  children?: JSX.Element;
  /** Something of the inbox was opened. */
  onJump?: (() => void) | undefined;
}) {
  const navigate = useNavigate();
  const hasProfile = () => me()?.restricted === null && !isGuest();
  const leave = async () => {
    if (!(await mayLeave())) return;
    try {
      await signOut();
      navigate("/sign-in");
    } catch (error) {
      toast({ tone: "bad", text: toApiError(error).message });
    }
  };
  return (
    <header class="flex h-11 shrink-0 items-center gap-2 pointer-coarse:h-12 pointer-coarse:gap-0 border-b border-line bg-surface px-3">
      <A
        href="/"
        class="flex items-center gap-2 rounded-md font-semibold"
        aria-label={`Engawa: ${t("home")}`}
      >
        <Logo size={22} />
        <span class="hidden tracking-wide sm:inline">Engawa</span>
      </A>
      <div class="flex min-w-0 flex-1 items-center gap-2">{props.children}</div>
      <Show when={me()?.restricted === null}>
        <Show when={me()?.role === "admin"}>
          <Suspense fallback={<span class="size-8 pointer-coarse:size-11" />}>
            <AdminLink />
          </Suspense>
        </Show>
        <Show when={me()?.role !== "guest"}>
          <Suspense fallback={<span class="size-8 pointer-coarse:size-11" />}>
            <NoticeBell />
          </Suspense>
        </Show>
        <Inbox onJump={props.onJump} />
        <IconButton label={`${t("help")} (?)`} class="max-sm:hidden" onClick={openHelp}>
          <CircleHelp size={17} aria-hidden="true" />
        </IconButton>
      </Show>
      {/* Who has a profile finds both there; on a phone the screen's own name needs the room. */}
      <div class="contents" classList={{ "max-sm:hidden": hasProfile() }}>
        <Menu
          label={t("language")}
          entries={[
            { label: "日本語", checked: language() === "ja", run: () => chooseLanguage("ja") },
            { label: "English", checked: language() === "en", run: () => chooseLanguage("en") },
          ]}
        >
          <Languages size={17} aria-hidden="true" />
        </Menu>
        <Menu
          label={t("theme")}
          entries={themes.map((one) => ({
            label: t(`theme_${one}`),
            checked: theme() === one,
            run: () => chooseTheme(one),
          }))}
        >
          <Show when={isDark()} fallback={<Sun size={17} aria-hidden="true" />}>
            <Moon size={17} aria-hidden="true" />
          </Show>
        </Menu>
      </div>
      <Show when={me()}>
        {(who) => (
          <Menu
            label={`${t("account")}: ${who().name}`}
            entries={[
              {
                label: `${who().name} · ${t(`role_${who().role}`)}`,
                run: () => {},
                disabled: true,
              },
              { label: who().email, run: () => {}, disabled: true },
              null,
              { label: t("account"), run: () => navigate("/account") },
              { label: t("usage"), run: () => navigate("/account/usage") },
              { label: t("help"), shortcut: "?", run: openHelp },
              { label: t("rules"), run: () => navigate(rulesPage) },
              {
                label: t("statusPage"),
                run: () => void window.open("https://status.claude.com/", "_blank", "noopener"),
              },
              ...(isAlone() ? [] : [{ label: t("signOut"), run: () => void leave() }]),
            ]}
          >
            <UserRound size={17} aria-hidden="true" />
          </Menu>
        )}
      </Show>
    </header>
  );
}
