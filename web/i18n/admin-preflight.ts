import { words } from "./words.ts";

/** What a site should have before people depend on it (D-19). */
export const t = words(
  {
    preflight: "設定の点検",
    preflightText: "運用を始める前に整えておく設定です。",
    state_ok: "設定済み",
    state_advice: "推奨",
    state_wrong: "要対応",
    state_by_hand: "手動で確認",
    pre_secret_key: "署名鍵（SECRET_KEY）",
    pre_secret_key_do:
      "32文字以上のランダムな値を wrangler secret put SECRET_KEY で設定します。全員がサインインし直す必要があります。",
    pre_encryption_key: "暗号鍵（ENCRYPTION_KEY）",
    pre_encryption_key_do:
      "32文字以上の値を設定すると、通知先の暗号化が署名鍵から独立します。設定後は通知先を登録し直してください。",
    pre_environment: "実行環境",
    pre_environment_do: "公開するサイトでは ENVIRONMENT を production にします。",
    pre_sign_in: "サインインの必須化",
    pre_sign_in_do: "ENABLE_AUTH=false では誰でも管理者になります。公開する前に外してください。",
    pre_public_url: "公開 URL（PUBLIC_URL）",
    pre_public_url_do:
      "https:// で始まるサイトの URL を設定します。メールのリンクと外部サインインに必要です。",
    pre_migrations: "マイグレーション",
    pre_migrations_do: "npm run deploy を再実行して適用します。",
    pre_cron: "定期実行（Cron）",
    pre_cron_do:
      "wrangler.toml の [triggers] がデプロイされているか確認し、下の一覧で止まっているジョブを調べます。",
    pre_mail: "メール送信",
    pre_mail_do: "MAIL_FROM と PUBLIC_URL を設定し、Cloudflare で送信ドメインを登録します。",
    pre_model: "Anthropic API キー",
    pre_model_do: "ANTHROPIC_API_KEY を設定します。未設定の間はデモモデルが応答します。",
    pre_administrators: "管理者の人数",
    pre_administrators_do: "1人が入れなくなった場合に備え、管理者を2人以上にします。",
    pre_administrator_factors: "管理者の二要素認証",
    pre_administrator_factors_do:
      "二要素認証を設定していない管理者がいます。システム設定で必須にできます。",
    pre_alert_channel: "アラートの外部通知先",
    pre_alert_channel_do:
      "通知管理で Slack や Webhook を登録すると、サイトに入れないときも知らせが届きます。",
    pre_turnstile: "人間の確認（Turnstile）",
    pre_turnstile_do:
      "TURNSTILE_SITE_KEY と TURNSTILE_SECRET_KEY を設定すると、サインインの総当たりを防ぎやすくなります。",
    pre_oauth: "外部サインインの設定",
    pre_oauth_do:
      "ID とシークレットの片方しかない提供元があり、サインイン画面に表示されていません。",
    pre_metrics_token: "メトリクスのトークン",
    pre_metrics_token_do: "METRICS_TOKEN を32文字以上にします。",
    pre_address_list: "接続元 IP の制限",
    pre_address_list_do:
      "IP_WHITELIST_OFF が有効なため、制限が働いていません。リストを直してから外してください。",
    pre_backups: "バックアップ",
    pre_backups_do:
      "D1 は Time Travel により30日以内の任意の時点へ戻せます。R2 のファイルは対象外のため、必要なら複製を設定し、復元を試しておきます。",
  },
  {
    preflight: "Setup check",
    preflightText: "What to set up before people depend on the site.",
    state_ok: "OK",
    state_advice: "Recommended",
    state_wrong: "Action needed",
    state_by_hand: "Check manually",
    pre_secret_key: "Signing key (SECRET_KEY)",
    pre_secret_key_do:
      "Set at least 32 random characters with wrangler secret put SECRET_KEY. Everyone will have to sign in again.",
    pre_encryption_key: "Encryption key (ENCRYPTION_KEY)",
    pre_encryption_key_do:
      "With a value of 32 characters or more, encrypted channels no longer depend on the signing key. Add your alert channels again afterwards.",
    pre_environment: "Environment",
    pre_environment_do: "Set ENVIRONMENT to production on a public site.",
    pre_sign_in: "Sign-in required",
    pre_sign_in_do:
      "With ENABLE_AUTH=false everybody is an administrator. Remove it before the site is public.",
    pre_public_url: "Public URL (PUBLIC_URL)",
    pre_public_url_do:
      "Set the site's URL, starting with https://. Links in e-mails and external sign-in need it.",
    pre_migrations: "Migrations",
    pre_migrations_do: "Run npm run deploy again to apply them.",
    pre_cron: "Scheduled jobs (cron)",
    pre_cron_do:
      "Check that [triggers] in wrangler.toml is deployed, and find the stopped job in the list below.",
    pre_mail: "Sending e-mail",
    pre_mail_do: "Set MAIL_FROM and PUBLIC_URL, and register the sending domain with Cloudflare.",
    pre_model: "Anthropic API key",
    pre_model_do: "Set ANTHROPIC_API_KEY. Until then the demo model answers.",
    pre_administrators: "Number of administrators",
    pre_administrators_do: "Have at least two, in case one is locked out.",
    pre_administrator_factors: "Two-factor authentication of administrators",
    pre_administrator_factors_do:
      "Some administrators don't use it. You can require it in the settings.",
    pre_alert_channel: "External alert channel",
    pre_alert_channel_do:
      "Add Slack or a webhook under Notifications, so that alerts reach you even when the site can't.",
    pre_turnstile: "Human check (Turnstile)",
    pre_turnstile_do:
      "Set TURNSTILE_SITE_KEY and TURNSTILE_SECRET_KEY to make guessing passwords harder.",
    pre_oauth: "External sign-in",
    pre_oauth_do:
      "A provider has only an ID or only a secret, so it isn't offered on the sign-in page.",
    pre_metrics_token: "Metrics token",
    pre_metrics_token_do: "Make METRICS_TOKEN at least 32 characters long.",
    pre_address_list: "IP allow list",
    pre_address_list_do:
      "IP_WHITELIST_OFF is set, so the list has no effect. Correct the list, then remove it.",
    pre_backups: "Backups",
    pre_backups_do:
      "D1 can go back to any minute of the last 30 days (Time Travel). Files in R2 are not covered: replicate the bucket if needed, and test a restore.",
  },
);
