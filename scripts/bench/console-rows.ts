/** The rows of a large site as SQL: the same for the same numbers, spread over ninety days. */
export interface Sizes {
  readonly people: number;
  readonly projects: number;
  readonly sessions: number;
  readonly logins: number;
  readonly calls: number;
  readonly activity: number;
  readonly audit: number;
}

export const largeSite: Sizes = {
  people: 20_000,
  projects: 5_000,
  sessions: 60_000,
  logins: 40_000,
  calls: 300_000,
  activity: 2_000_000,
  audit: 500_000,
};

const days = 90;
const kinds = { person: 1, project: 2, session: 3, login: 4, call: 5, activity: 6, audit: 7 };

/** A number spread over 32 bits: neighbours are far apart. */
const spread = (n: string, salt = 0) => `((${n} + ${salt}) * 2654435761 & 4294967295)`;

/** The id of the n-th thing of a kind: a UUID. */
const idOf = (kind: keyof typeof kinds, n: string) =>
  `printf('%08x-000${kinds[kind]}-4000-8000-%012x', ${spread(n)}, ${n})`;

/** One of so many, by chance that is no chance; squared, some come up far more often than others. */
const pick = (n: string, of: number, salt: number) =>
  `(${spread(n, salt)} % 65536 * (${spread(n, salt)} % 65536) / 65536 * ${of} / 65536)`;

const oneOf = (n: string, salt: number, choices: readonly string[]) =>
  `(case ${spread(n, salt)} / 7 % ${choices.length} ${choices
    .map((choice, at) => `when ${at} then ${choice}`)
    .join(" ")} end)`;

const text = (...words: readonly string[]) => words.map((word) => `'${word}'`);

/** When the n-th of so many came, Unix milliseconds. */
const timeOf = (n: string, of: number, now: number) =>
  `(${now - days * 86_400_000} + ${n} * ${Math.floor((days * 86_400_000) / of)})`;

const agents = text(
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0",
  "curl/8.5",
  "engawa-cli/1.2",
);
const ip = (n: string) =>
  `'203.0.' || (${spread(n, 5)} / 3 % 250) || '.' || (${spread(n, 6)} / 5 % 250)`;
const models = text("claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5");

export interface Fill {
  readonly table: string;
  readonly rows: number;
  readonly columns: readonly string[];
  /** A value for each column, of row number `n`. */
  readonly values: readonly string[];
}

const fill = (table: string, rows: number, values: Readonly<Record<string, string>>): Fill => ({
  table,
  rows,
  columns: Object.keys(values),
  values: Object.values(values),
});

const failed = `(${spread("n", 11)} / 3 % 40 = 0)`;
const person = (sizes: Sizes, salt: number) =>
  idOf("person", `(1 + ${pick("n", sizes.people, salt)})`);
const project = (sizes: Sizes) => idOf("project", `(1 + ${pick("n", sizes.projects, 21)})`);

function peopleAndWork(sizes: Sizes, now: number): Fill[] {
  const at = (of: number) => timeOf("n", of, now);
  const name = `${oneOf("n", 1, text("佐藤", "鈴木", "高橋", "田中", "Suzuki", "Tanaka", "Baker"))} || ' ' || n`;
  return [
    fill("user", sizes.people, {
      id: idOf("person", "n"),
      email: `'person' || n || '@large.example'`,
      name,
      name_folded: `lower(${name})`,
      role: `'user'`,
      status: oneOf("n", 2, text("active", "active", "active", "active", "disabled")),
      last_active_at: `${now} - ${spread("n", 3)} % ${days * 86_400} * 1000`,
      created_at: at(sizes.people),
      updated_at: at(sizes.people),
    }),
    fill("project", sizes.projects, {
      id: idOf("project", "n"),
      name: `'project ' || n`,
      name_folded: `'project ' || n`,
      owner_id: person(sizes, 22),
      status: oneOf("n", 2, text("active", "active", "active", "archived")),
      created_at: at(sizes.projects),
      last_activity_at: `${now} - ${spread("n", 3)} % ${days * 86_400} * 1000`,
      storage_bytes: `${spread("n", 4)} % 500000000`,
      file_count: `${spread("n", 5)} % 3000`,
    }),
    fill("chat_session", sizes.sessions, {
      id: idOf("session", "n"),
      project_id: project(sizes),
      user_id: person(sizes, 23),
      title: `'session ' || n`,
      model: oneOf("n", 1, models),
      mode: `'default'`,
      status: oneOf("n", 2, text("active", "idle", "idle", "expired", "terminated")),
      message_count: `${spread("n", 3)} % 200`,
      cost_micro_usd: `${spread("n", 4)} % 5000000`,
      created_at: at(sizes.sessions),
      last_activity_at: `${at(sizes.sessions)} + 3600000`,
    }),
    fill("user_session", sizes.logins, {
      id: idOf("login", "n"),
      user_id: person(sizes, 24),
      session_token_hash: `printf('%064x', n)`,
      ip_address: ip("n"),
      user_agent: oneOf("n", 1, agents),
      login_at: at(sizes.logins),
      last_activity_at: `${at(sizes.logins)} + 1800000`,
      expires_at: `${at(sizes.logins)} + 604800000`,
      is_active: `n % 9 = 0`,
    }),
    fill("usage_record", sizes.calls, {
      id: idOf("call", "n"),
      user_id: person(sizes, 25),
      project_id: project(sizes),
      session_id: idOf("session", `(1 + ${pick("n", sizes.sessions, 26)})`),
      turn_id: idOf("call", "n"),
      model: oneOf("n", 1, models),
      day: `strftime('%Y-%m-%d', (${at(sizes.calls)} + 32400000) / 1000, 'unixepoch')`,
      input_tokens: `${spread("n", 2)} % 40000`,
      output_tokens: `${spread("n", 3)} % 4000`,
      cache_read_tokens: `${spread("n", 4)} % 90000`,
      cache_write_5m_tokens: `${spread("n", 5)} % 9000`,
      cache_write_1h_tokens: "0",
      cost_micro_usd: `${spread("n", 6)} % 200000`,
      created_at: at(sizes.calls),
    }),
  ];
}

function logs(sizes: Sizes, now: number): Fill[] {
  const resource = oneOf("n", 13, ["'PROJECT'", "'SESSION'", "'FILE'", "'USER'", "null"]);
  const target = oneOf("n", 13, [
    project(sizes),
    idOf("session", `(1 + ${pick("n", sizes.sessions, 26)})`),
    project(sizes),
    person(sizes, 27),
    "null",
  ]);
  const event = oneOf("n", 14, text("DATA_CHANGE", "DATA_CHANGE", "ACCESS", "ACCESS", "SECURITY"));
  return [
    fill("user_activity", sizes.activity, {
      id: idOf("activity", "n"),
      user_id: `case when n % 20 = 0 then null else ${person(sizes, 28)} end`,
      action_type: `case when ${failed} then 'ERROR' else ${oneOf("n", 12, text("READ", "READ", "READ", "CREATE", "UPDATE", "DELETE"))} end`,
      resource_type: resource,
      resource_id: target,
      endpoint: `'/api/v1/' || ${oneOf("n", 13, text("projects/", "sessions/", "files/src/", "users/", "usage?"))} || (${spread("n", 15)} % 100000)`,
      method: oneOf("n", 12, text("GET", "GET", "GET", "POST", "PATCH", "DELETE")),
      route: oneOf(
        "n",
        13,
        text("/projects/:id", "/sessions/:id", "/files/:path", "/admin/users/:id", "/usage"),
      ),
      response_status: `case when ${failed} then ${oneOf("n", 16, ["400", "401", "403", "404", "404", "429", "500"])} else 200 end`,
      error_message: `case when ${failed} then 'It did not work' end`,
      error_code: `case when ${failed} then ${oneOf("n", 16, text("REQUEST_001", "AUTH_002", "AUTH_004", "PROJECT_001", "SESSION_002", "RATE_LIMIT_EXCEEDED", "SERVER_001"))} end`,
      ip_address: ip("n"),
      user_agent: oneOf("n", 1, agents),
      duration_ms: `${pick("n", 2000, 17)}`,
      created_at: timeOf("n", sizes.activity, now),
    }),
    fill("audit_log", sizes.audit, {
      id: idOf("audit", "n"),
      user_id: person(sizes, 31),
      request_id: idOf(
        "activity",
        `(n * ${Math.max(1, Math.floor(sizes.activity / sizes.audit))})`,
      ),
      event_type: event,
      action: `case ${event} when 'DATA_CHANGE' then ${oneOf("n", 18, text("CREATE", "UPDATE", "UPDATE", "DELETE"))}
        when 'ACCESS' then ${oneOf("n", 18, text("LOGIN_SUCCESS", "LOGIN_SUCCESS", "LOGOUT", "EXPORT"))}
        else ${oneOf("n", 18, text("LOGIN_FAILED", "ROLE_CHANGED", "LOCK", "SECOND_FACTOR_FAILED"))} end`,
      resource_type: `coalesce(${resource}, 'USER')`,
      resource_id: target,
      old_value: `case ${event} when 'DATA_CHANGE' then '{"name":"before ' || n || '"}' end`,
      new_value: `case ${event} when 'DATA_CHANGE' then '{"name":"after ' || n || '"}' end`,
      changed_fields: `case ${event} when 'DATA_CHANGE' then '["name"]' end`,
      ip_address: ip("n"),
      user_agent: oneOf("n", 1, agents),
      severity: `case ${event} when 'SECURITY' then ${oneOf("n", 19, text("WARNING", "WARNING", "WARNING", "CRITICAL"))} else 'INFO' end`,
      created_at: timeOf("n", sizes.audit, now),
    }),
  ];
}

export const fills = (sizes: Sizes, now: number): Fill[] => [
  ...peopleAndWork(sizes, now),
  ...logs(sizes, now),
];

/** One statement: rows `from`…`to` of a table. */
export const insertRows = ({ table, columns, values }: Fill, from: number, to: number): string =>
  `INSERT OR IGNORE INTO ${table} (${columns.join(", ")})
   WITH RECURSIVE numbers(n) AS (SELECT ${from} UNION ALL SELECT n + 1 FROM numbers WHERE n < ${to})
   SELECT ${values.join(", ")} FROM numbers`;
