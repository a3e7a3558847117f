/** What `GET /v1/models` of the test server says: current models and one that is going. */
const yes = { supported: true };
const no = { supported: false };

const model = (id: string, display_name: string, lifecycle: "active" | "deprecated") => ({
  type: "model",
  id,
  display_name,
  line: id.split("-")[1],
  lifecycle,
  created_at: "2026-09-01T00:00:00Z",
  deprecated_at: lifecycle === "deprecated" ? "2026-06-01T00:00:00Z" : null,
  retires_at: lifecycle === "deprecated" ? "2026-11-30T00:00:00Z" : null,
  max_input_tokens: 1_000_000,
  max_tokens: 128_000,
  capabilities: {
    batch: yes,
    citations: yes,
    code_execution: yes,
    context_management: {
      clear_thinking_20251015: yes,
      clear_tool_uses_20250919: yes,
      compact_20260112: yes,
      supported: true,
    },
    effort: { low: yes, medium: yes, high: yes, xhigh: yes, max: yes, supported: true },
    image_input: yes,
    pdf_input: yes,
    server_tools: { supported: true },
    structured_outputs: yes,
    thinking: {
      supported: true,
      types: { adaptive: yes, enabled: no, between_tools: no, disabled: yes },
    },
  },
});

export function modelsPage(): Record<string, unknown> {
  const data = [
    model("claude-opus-5-5", "Claude Opus 5.5", "active"),
    model("claude-sonnet-5-5", "Claude Sonnet 5.5", "active"),
    model("claude-haiku-5-5", "Claude Haiku 5.5", "active"),
    model("claude-sonnet-4-5-20250929", "Claude Sonnet 4.5", "deprecated"),
  ];
  return { data, has_more: false, first_id: data[0]?.id, last_id: data.at(-1)?.id };
}
