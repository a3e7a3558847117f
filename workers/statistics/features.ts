/** What a person may use, as bits of `person_day.features` and `person_month.features` (U-207). */
export const featureBits = {
  chat: 1,
  files_read: 2,
  files_changed: 4,
  import: 8,
  export: 16,
  api_key: 32,
  search: 64,
} as const;

export type Feature = keyof typeof featureBits;

export const features = Object.keys(featureBits) as Feature[];
