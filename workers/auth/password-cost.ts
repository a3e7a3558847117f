export interface ScryptParameters {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/**
 * T-09: scrypt, 32 MiB and about 200 ms a hash; N·r·128 must fit the 128 MB isolate beside all
 * else. The parameters stand in each hash, so they can be raised and old hashes renewed at sign-in.
 */
export const scryptParameters: ScryptParameters = { N: 2 ** 15, r: 8, p: 3 };
