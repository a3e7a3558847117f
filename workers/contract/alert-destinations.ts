import * as v from "valibot";

/** Where an alert's news go: administrators by mail or in the inbox, or a channel of that kind. */
export const Destination = v.object({
  /** As the alert names it: a kind, or the id of one channel. */
  channel: v.string(),
  kind: v.picklist(["EMAIL", "IN_APP", "SLACK", "WEBHOOK"]),
  /** Of a channel; null for the administrators, and for a kind nothing of which takes anything. */
  name: v.nullable(v.string()),
  /** False: the channel is off, there is none of the kind, or the site sends no mail. */
  is_reached: v.boolean(),
});
export type Destination = v.InferOutput<typeof Destination>;

interface Place {
  readonly id: string;
  readonly kind: "EMAIL" | "SLACK" | "WEBHOOK";
  readonly name: string;
  readonly is_enabled: boolean;
}

/** Each place that is wanted once; EMAIL and IN_APP stand for the administrators, other kinds for all of theirs. */
export function destinationsOf(
  wanted: readonly string[],
  channels: readonly Place[],
  sendsMail: boolean,
): Destination[] {
  const toChannel = (channel: string, { kind, name, is_enabled }: Place): Destination => ({
    channel,
    kind,
    name,
    is_reached: is_enabled && (kind !== "EMAIL" || sendsMail),
  });
  return wanted.flatMap((channel): Destination[] => {
    if (channel === "EMAIL" || channel === "IN_APP") {
      const is_reached = channel === "IN_APP" || sendsMail;
      return [{ channel, kind: channel, name: null, is_reached }];
    }
    if (channel !== "SLACK" && channel !== "WEBHOOK") {
      return channels.filter(({ id }) => id === channel).map((one) => toChannel(channel, one));
    }
    const those = channels.filter(
      ({ kind, id, is_enabled }) => kind === channel && is_enabled && !wanted.includes(id),
    );
    const named = channels.some(
      ({ kind, id, is_enabled }) => kind === channel && is_enabled && wanted.includes(id),
    );
    if (those.length > 0 || named) return those.map((one) => toChannel(channel, one));
    return [{ channel, kind: channel, name: null, is_reached: false }];
  });
}

export const isHeard = (destinations: readonly Destination[]): boolean =>
  destinations.some(({ is_reached }) => is_reached);
